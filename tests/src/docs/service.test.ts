import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { FOLDER } from './support/configuration.js';
import { createScratchProject, startProgram } from './support/scratch-project.js';

const project = createScratchProject();
for (const file of ['server.mjs', 'metrics.mjs'])
  copyFileSync(join(FOLDER, file), join(project.folder, file));
afterAll(() => project.remove());

it(
  'the service of docs/integration runs codelets, counts them, and ends in order',
  { timeout: 60_000 },
  async () => {
    const { child, output, ended } = startProgram(project, ['server.mjs'], { PORT: '0', MAX_HOSTS: '2' });
    await vi.waitFor(() => expect(output.stdout).toMatch(/listening on \d+/), { timeout: 20_000 });
    const url = `http://127.0.0.1:${/listening on (\d+)/.exec(output.stdout)?.[1]}`;
    const post = async (code: string): Promise<Record<string, unknown>> => {
      const response = await fetch(`${url}/run`, {
        method: 'POST',
        body: JSON.stringify({ code, input: 21 }),
      });
      return (await response.json()) as Record<string, unknown>;
    };

    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
    expect((await fetch(`${url}/run`, { method: 'POST', body: 'no JSON' })).status).toBe(400);
    expect(await post('export const main = (n) => n * 2;')).toMatchObject({ ok: true, value: 42 });
    expect(await post('export const main = () => { throw new Error("no"); };')).toMatchObject({ ok: false });

    const page = await (await fetch(`${url}/metrics`)).text();
    expect(page).toContain('codelets_runs_total{code="OK"} 1\n');
    expect(page).toContain('codelets_runs_total{code="RUNTIME_ERROR"} 1\n');
    expect(page).toMatch(/codelets_host_starts_total [1-9]/);

    // A run that is under way when the service is told to end still gets its answer.
    const late = post(
      'export const main = () => new Promise((resolve) => setTimeout(resolve, 500, "late"));',
    );
    await vi.waitFor(async () =>
      expect(await (await fetch(`${url}/metrics`)).text()).toContain('codelets_running 1\n'),
    );
    child.kill('SIGTERM');
    expect(await late).toMatchObject({ ok: true, value: 'late' });
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  },
);

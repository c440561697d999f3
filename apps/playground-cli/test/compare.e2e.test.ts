import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, runCli } from './support/spawn-cli.js';

interface Report {
  readonly agree: boolean;
  readonly results: readonly { sandbox: string; value: unknown; duration_ms: number }[];
  readonly not_run: readonly { sandbox: string; reason: string }[];
}

const report = (stdout: string): Report => JSON.parse(stdout) as Report;

// isolated-vm has no binary for every Node: there it is listed with what to install.
describe('codelets compare', { timeout: 60_000 }, () => {
  it('runs a codelet in every sandbox that there is, and they agree', async () => {
    const argv = ['compare', join(EXAMPLES, 'hello.js'), '--input', '{"value": 21}', '--trust', '--json'];
    const { code, stdout, stderr } = await runCli(argv);
    expect([code, stderr]).toEqual([0, '']);
    const { agree, results, not_run } = report(stdout);
    expect(agree).toBe(true);
    for (const result of results) expect(result).toMatchObject({ ok: true, value: { result: 42 } });
    const run = results.map(({ sandbox }) => sandbox);
    expect(run).toEqual(expect.arrayContaining(['vm2/process', 'vm2/thread', 'quickjs/thread', 'quickjs/process', 'quickjs/inline', 'node-vm/process', 'node-vm/thread'])); // prettier-ignore
    expect([...run, ...not_run.map(({ sandbox }) => sandbox)]).toContain('isolated-vm/process');
  });

  it('says where they differ', async () => {
    const source = 'export const main = () => ({ kind: typeof Proxy })';
    const { code, stdout } = await runCli(['compare', '-', '--only', 'vm2/process,quickjs/process'], source);
    expect(code).toBe(1);
    expect(stdout).toContain('They differ:\n  value.kind\n    "undefined"\n      in vm2/process\n    "function"\n      in quickjs/process\n'); // prettier-ignore
  });

  it('does not ask a thread for a limit that it cannot enforce', async () => {
    const argv = ['compare', '-', '--only', 'vm2', '--memory', '64', '--json'];
    const { stdout } = await runCli(argv, 'export const main = () => 1');
    expect(report(stdout).results.map(({ sandbox }) => sandbox)).toEqual(['vm2/process']);
    expect(report(stdout).not_run).toEqual([
      { sandbox: 'vm2/thread', reason: expect.stringContaining('memory_mb cannot be enforced') },
    ]);
  });
});

describe('codelets run', { timeout: 60_000 }, () => {
  const source = 'export const main = () => 6 * 7';

  it.each([['node-vm'], ['quickjs', '--isolation', 'inline']])(
    '--sandbox %s asks for trust',
    async (...sandbox) => {
      const argv = ['run', '-', '--sandbox', ...sandbox];
      const refused = await runCli(argv, source);
      expect([refused.code, refused.stdout]).toEqual([2, '']);
      expect(refused.stderr).toContain('needs --trust');
      expect(await runCli([...argv, '--trust'], source)).toEqual({ code: 0, stdout: '42\n', stderr: '' });
    },
  );

  it.each(['vm2', 'quickjs'])('--sandbox %s asks for none', async (sandbox) => {
    expect(await runCli(['run', '-', '--sandbox', sandbox], source)).toMatchObject({
      code: 0,
      stdout: '42\n',
    });
  });
});

import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

/** Runs an ES module as a service of its own, behind a shell that sets limits. */
function runLimited(limits: string, source: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn('/bin/sh', ['-c', `${limits} && exec "$0" --input-type=module --eval "$1"`, process.execPath, source], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  }); // prettier-ignore
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const IMPORT = `import { createCodeletRunner } from '@codelets/runner';
  const source = { type: 'string', code: 'export const main = (n) => { console.log(n); return n + 1 }' };
  const open = () => createCodeletRunner({ pool: { max_hosts: 2, min_ready: 0 } });`;

describe.runIf(process.platform === 'linux')('a service', { timeout: 120_000 }, () => {
  it('that is out of descriptors answers with a code, and runs again when it has some', async () => {
    const { code, stdout, stderr } = await runLimited(
      'ulimit -n 96',
      `${IMPORT}
      import { closeSync, openSync } from 'node:fs';
      // Everything that is loaded on the way is loaded now.
      const first = open();
      await first.run(source, { input: 1 });
      await first.dispose();
      const seen = [];
      for (let free = 0; free <= 14; free += 1) {
        const runner = open();
        const kept = [];
        try { for (;;) kept.push(openSync('/dev/null')); } catch (error) { if (error.code !== 'EMFILE') throw error; }
        for (const fd of kept.splice(0, free)) closeSync(fd);
        const starved = await runner.run(source, { input: 1, timeout_ms: 20000 });
        for (const fd of kept) closeSync(fd);
        const fed = await runner.run(source, { input: 2, timeout_ms: 20000 });
        if (starved.ok ? starved.value !== 2 : starved.logs.length > 0) throw new Error('a result that nobody made');
        if (fed.value !== 3) throw new Error('with ' + free + ' free, afterwards: ' + JSON.stringify(fed));
        seen.push(starved.ok ? 'ok' : starved.error.code);
        await runner.dispose();
      }
      console.log(JSON.stringify(seen));`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const seen = JSON.parse(stdout) as string[];
    expect(seen[0]).toBe('SANDBOX_UNAVAILABLE');
    expect(seen.at(-1)).toBe('ok');
    for (const found of seen) expect(['ok', 'SANDBOX_UNAVAILABLE']).toContain(found);
  });

  it('whose disk is full notices nothing: nothing is written', async () => {
    const file = join(tmpdir(), `codelets-disk-full-${process.pid}`);
    onTestFinished(() => rmSync(file, { force: true }));
    // No file may grow, by anybody: the service, its hosts and the reaper inherit that. A write would end in a signal.
    const { code, stdout, stderr } = await runLimited(
      'ulimit -f 0 && ulimit -c 0',
      `${IMPORT}
      import { writeFileSync } from 'node:fs';
      let refused;
      try { writeFileSync(${JSON.stringify(file)}, 'x'); } catch (error) { refused = error.code; }
      const runner = open();
      const loop = { type: 'string', code: 'export function main() { for (;;); }' };
      const bomb = { type: 'string', code: 'export function main() { const kept = []; for (;;) kept.push(new Uint8Array(4 << 20).fill(1)); }' };
      const long = { type: 'string', code: source.code + '//' + 'x'.repeat(100000) };
      const results = await Promise.all([
        runner.run(source, { input: 1 }), runner.run(loop, { timeout_ms: 100 }),
        runner.run(bomb, { memory_mb: 32, timeout_ms: 20000 }), runner.run(long, { input: 2 }),
      ]);
      await runner.dispose();
      console.log(JSON.stringify([refused, ...results.map((result) => result.value ?? result.error.code)]));`,
      { TMPDIR: '/nowhere/at/all', HOME: '/nowhere' },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(['EFBIG', 2, 'TIMEOUT', 'MEMORY_LIMIT', 3]);
  });
});

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const become = JSON.stringify(new URL('lib/become.mjs', import.meta.url).href);

/** A program that becomes another node that evaluates `script`. */
const wrapped = (script) => [
  '--input-type=module',
  '-e',
  `import { become } from ${become}; become([process.execPath, '-e', ${JSON.stringify(script)}]);`,
];

describe.skipIf(process.platform === 'win32')('become', () => {
  it('has the exit code and the streams of the program', () => {
    const script =
      'process.stdin.on("data", (text) => { console.log("out " + text); console.error("err"); process.exitCode = 7; })';
    const { status, stdout, stderr } = spawnSync(process.execPath, wrapped(script), {
      input: 'in',
      encoding: 'utf8',
    });
    expect({ status, stdout, stderr }).toEqual({ status: 7, stdout: 'out in\n', stderr: 'err\n' });
  });

  it('ends by the signal that ended the program', () => {
    const { signal } = spawnSync(
      process.execPath,
      wrapped('process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 9999)'),
    );
    expect(signal).toBe('SIGTERM');
  });

  it('passes a signal on to the program', async () => {
    const script =
      'process.on("SIGTERM", () => process.exit(3)); setInterval(() => {}, 9999); console.log("ready")';
    const child = spawn(process.execPath, wrapped(script), { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(3);
  });
});

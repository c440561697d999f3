import { describe, expect, it } from 'vitest';
import { startService } from '../support/service.js';

const IMPORT = `import { createCodeletRunner, runCodelet } from '@codelets/runner';
  const source = { type: 'string', code: 'export const main = (n) => n + 1' };
  const loop = { type: 'string', code: 'export function main() { for (;;); }' };`;

/** Services that have nothing left to do. Each must end by itself, at once, with nothing on stderr. */
const SERVICES: readonly (readonly [name: string, source: string, says: string])[] = [
  [
    'one that only calls runCodelet',
    `const { value } = await runCodelet(source, { input: 1 }); console.log(value);`,
    '2\n',
  ],
  [
    'one that calls runCodelet and waits by then',
    `runCodelet(source, { input: 1 }).then(({ value }) => console.log(value));`,
    '2\n',
  ],
  [
    'one whose last run was killed',
    `const { error } = await runCodelet(loop, { timeout_ms: 100 }); console.log(error.code);`,
    'TIMEOUT\n',
  ],
  [
    'one that waits for a run with nothing else to keep it alive',
    `const slow = { type: 'string', code: 'export const main = () => new Promise((r) => setTimeout(r, 500, "late"))' };
     console.log((await runCodelet(slow)).value);`,
    'late\n',
  ],
  [
    'one with a runner that nobody disposed',
    `const runner = createCodeletRunner({ pool: { min_ready: 2 } }); console.log((await runner.run(source, { input: 1 })).value);`,
    '2\n',
  ],
  [
    'one that made a runner and never used it',
    `createCodeletRunner({ pool: { min_ready: 2 } }); console.log('made');`,
    'made\n',
  ],
  [
    'one that did not wait for dispose',
    `const runner = createCodeletRunner(); console.log((await runner.run(source, { input: 1 })).value); runner.dispose();`,
    '2\n',
  ],
  [
    // Node 18 and 20 tell of a leak on stderr where a signal has more than ten listeners.
    'one with one signal for many runs of many calls and requests',
    `const { signal } = new AbortController();
     const network = { allow: [{ origin: 'http://127.0.0.1:9' }], allow_private_networks: true };
     const runner = createCodeletRunner({ policy: { capabilities: { a: { b: (n) => n } }, network } });
     const code = 'export const main = async (n, { a, fetch }) => (await Promise.all(Array.from({ length: 15 }, () => [a.b(n), fetch("http://127.0.0.1:9").catch(() => 0)]).flat())).length';
     const results = await Promise.all(Array.from({ length: 12 }, () => runner.run({ type: 'string', code }, { signal })));
     console.log(results.map(({ value }) => value).join(' ')); await runner.dispose();`,
    `${Array(12).fill(30).join(' ')}\n`,
  ],
  [
    'one that disposed in the middle of a run',
    `const runner = createCodeletRunner(); const running = runner.run(loop, { timeout_ms: 60000 }); await runner.describe();
     await runner.dispose(); console.log((await running).error.code);`,
    'ABORTED\n',
  ],
];

describe('a service that has nothing left to do ends by itself', () => {
  it.each(SERVICES)('%s', async (_, source, says) => {
    const { ended } = startService(IMPORT + source);
    const { code, signal, stdout, stderr, lingered_ms } = await ended;
    expect({ code, signal, stdout, stderr }).toEqual({ code: 0, signal: null, stdout: says, stderr: '' });
    expect(lingered_ms).toBeLessThan(1500);
  });

  it('as CommonJS too', async () => {
    const source = `import { createRequire } from 'node:module'; const { runCodelet } = createRequire(process.cwd() + '/x.js')('@codelets/runner');
      runCodelet({ type: 'string', code: 'export const main = () => 7' }).then(({ value }) => console.log(value));`;
    const { code, stdout, stderr } = await startService(source).ended;
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '7\n', stderr: '' });
  });
});

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it, vi } from 'vitest';
import { runCli } from './support/spawn-cli.js';

vi.setConfig({ testTimeout: 90_000 });

const folder = mkdtempSync(join(tmpdir(), 'codelets-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

// As in a project that has installed them.
const vitest = dirname(createRequire(import.meta.url).resolve('vitest/package.json'));
mkdirSync(at('node_modules'));
symlinkSync(vitest, at('node_modules/vitest'), 'junction');
symlinkSync(fileURLToPath(new URL('../node_modules/@codelets', import.meta.url)), at('node_modules/@codelets'), 'junction'); // prettier-ignore

writeFileSync(
  at('policy.json'),
  JSON.stringify({
    version: 1,
    capabilities: { orders: { find: { input: { type: 'object', required: ['id'] }, output: { type: 'object' } } } },
    modules: { '@acme/vat': { source: 'export const vat = (net) => net * 0.25;' } },
    env: { REGION: 'eu' },
  }),
); // prettier-ignore
// Answers once: whoever asks again would hear of it.
writeFileSync(
  at('functions.mjs'),
  `import { existsSync, writeFileSync } from 'node:fs';
const asked = new URL('./asked', import.meta.url);
export const orders = {
  find: async ({ id }) => {
    if (existsSync(asked)) throw new Error('asked again');
    writeFileSync(asked, '');
    return { id, net: id === 'free' ? null : 40 };
  },
};`,
);
mkdirSync(at('src'));
writeFileSync(at('src/price.ts'), `import { vat } from '@acme/vat';\nexport const gross = (net: number): number => net + vat(net);`); // prettier-ignore
writeFileSync(
  at('src/main.ts'),
  `import { gross } from './price.ts';
export async function main({ id }: { id: string }, { orders, env, logger }) {
  const { net } = await orders.find({ id });
  logger.info('found', id);
  if (net === null) throw new Error(\`no price for \${id} in \${env.REGION}\`);
  return { gross: gross(net), dice: Math.random(), at: Date.now() };
}`,
);

async function record(id: string, out: string): Promise<Awaited<ReturnType<typeof runCli>>> {
  rmSync(at('asked'), { force: true });
  const given = [
    '--policy',
    at('policy.json'),
    '--capabilities',
    at('functions.mjs'),
    '--modules',
    at('src'),
  ];
  return runCli(['record', at('src/main.ts'), ...given, '--input', JSON.stringify({ id }), '--out', at(out)]);
}

function runTests(): Promise<{ readonly failed: boolean; readonly output: string }> {
  const argv = [join(vitest, 'vitest.mjs'), 'run', '--root', folder];
  const env = { PATH: process.env['PATH'], NO_COLOR: '1' };
  return new Promise((resolve) =>
    execFile(process.execPath, argv, { env, cwd: folder }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, output: stdout + stderr }),
    ),
  );
}

it('turns a failure into a test, which fails when the recording was tampered with', async () => {
  const recorded = await record('free', 'failed.json');
  expect(recorded.code).toBe(1);
  expect(recorded.stderr).toContain('RUNTIME_ERROR Error: no price for free in eu');
  if (process.platform !== 'win32') expect(statSync(at('failed.json')).mode & 0o777).toBe(0o600);

  const made = await runCli(['replay', at('failed.json'), '--policy', at('policy.json'), '--test', at('failed.test.js')]); // prettier-ignore
  expect(made.stderr).toMatch(/^same /m);
  expect(made.code).toBe(0);
  const green = await runTests();
  expect(green.output).toContain('Tests  1 passed');
  expect(green.failed).toBe(false);

  const text = readFileSync(at('failed.json'), 'utf8');
  const tampered = text.replace(String.raw`\"net\":null`, String.raw`\"net\":40`);
  expect(tampered).not.toBe(text);
  writeFileSync(at('failed.json'), tampered);
  const red = await runTests();
  expect(red.failed).toBe(true);
  expect(red.output).toContain('the run did not fail');
  const different = await runCli(['replay', at('failed.json'), '--policy', at('policy.json')]);
  expect([different.code, /^different /m.test(different.stderr)]).toEqual([1, true]);
});

it('repeats a run in each sandbox without asking the outside again', async () => {
  const recorded = await record('A1', 'ok.json');
  expect(recorded.code).toBe(0);
  for (const sandbox of ['vm2', 'quickjs']) {
    const argv = ['replay', at('ok.json'), '--sandbox', sandbox, '--policy', at('policy.json')];
    const { code, stdout, stderr } = await runCli(argv);
    expect(stderr).toMatch(/^info {2}found A1\nsame /);
    expect([code, stdout]).toEqual([0, recorded.stdout]);
  }
});

it('makes a run the same each time with --seed and --now', async () => {
  const code = 'export const main = async () => { await new Promise((r) => setTimeout(r, 3_600_000)); return [Math.random(), new Date().toISOString()] }'; // prettier-ignore
  const run = (seed: string) => runCli(['run', '-', '--seed', seed, '--now', '2026-01-31'], code);
  const [first, second, other] = [await run('a'), await run('a'), await run('b')];
  expect(first.stdout).toContain('2026-01-31T01:00:00.000Z');
  expect(second).toEqual(first);
  expect(other.stdout).not.toBe(first.stdout);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { copyWorkspace, installPackage } from './support/workspace-copy.js';

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      status: string;
      fullName: string;
      failureMessages: readonly string[];
    }[];
  }[];
}

const copy = copyWorkspace();
const folder = 'packages/sandbox-fast-js';
afterAll(() => copy.remove());

describe('npm run new:sandbox fast-js', { timeout: 120_000 }, () => {
  it('says what it made, and what comes next', async () => {
    const { code, output } = await copy.run('.', 'scripts/new-sandbox.mjs', 'fast-js', '--no-install');
    expect([code, output]).toEqual([0, expect.stringContaining(`Made ${folder}`)]);
    expect(output).toMatch(/^Next:\n {2}(npx --yes )?pnpm\S* install .*\n {2}npm run build/m);
    installPackage(copy, folder, ['core', 'host', 'conformance']);
  });

  it.each([
    ['has types', folder, 'tsc', ['-p', 'tsconfig.json']],
    ['is formatted', '.', 'oxfmt', ['--check', folder]],
    ['passes the linter', '.', 'oxlint', [folder]],
    ['imports what a sandbox may', '.', 'scripts/check-layers.mjs', []],
  ])('%s', async (_name, inside, program, args) => {
    const { code, output } = await copy.run(inside, program, ...args);
    expect(code, output).toBe(0);
  });

  it('builds, and its tests fail only for what is not written yet', async () => {
    const built = await copy.run(folder, 'tsup');
    expect(built.code, built.output).toBe(0);
    // The contract is enough: each test of the suite starts a host of its own that ends at once.
    const args = [
      'run',
      'test/thread.test.ts',
      '-t',
      'contract',
      '--reporter=json',
      '--outputFile=report.json',
    ];
    const { output } = await copy.run(folder, 'vitest', ...args);
    const text = readFileSync(join(copy.folder, folder, 'report.json'), 'utf8');
    const tests = (JSON.parse(text) as Report).testResults.flatMap((file) => file.assertionResults);
    const passed = tests.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName);
    const failed = tests.filter(({ status }) => status === 'failed');
    expect(passed, output).toContain('fast-js/thread contract names itself and its version of the contract');
    expect(failed.length, output).toBeGreaterThan(5);
    for (const { fullName, failureMessages } of failed) {
      expect(failureMessages.join(), fullName).toContain(
        'the engine is not written yet: see engine.ts of sandbox-fast-js',
      );
    }
  });

  it('is not made twice', async () => {
    const { code, output } = await copy.run('.', 'scripts/new-sandbox.mjs', 'fast-js', '--no-install');
    expect([code, output]).toEqual([
      1,
      `${folder} is there already. Take another name, or remove it first.\n`,
    ]);
  });
});

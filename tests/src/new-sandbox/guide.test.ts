import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPage } from '../docs/support/pages.js';
import { copyWorkspace, installPackage } from './support/workspace-copy.js';

const page = readPage('docs/writing-a-sandbox.md');
const copy = copyWorkspace();
const folder = 'packages/sandbox-demo';
afterAll(() => copy.remove());

/** The pieces of a file: the code blocks that have its path behind their language, one after the other. */
function codeOf(file: string): string {
  const pieces = page.blocks
    .filter(({ language }) => language.split(' ')[1] === file)
    .map(({ code }) => code);
  if (pieces.length === 0) throw new Error(`${page.path} has no code for ${file}`);
  return pieces.join('\n');
}

// As a reader would do it, from top to bottom.
describe('docs/writing-a-sandbox.md', { timeout: 120_000 }, () => {
  it('begins with a new sandbox', async () => {
    expect(page.text).toContain('npm run new:sandbox demo\n');
    const { code, output } = await copy.run('.', 'scripts/new-sandbox.mjs', 'demo', '--no-install');
    expect(code, output).toBe(0);
    installPackage(copy, folder, ['core', 'host', 'conformance']);
    for (const file of ['src/engine.ts', 'try.mjs'])
      writeFileSync(join(copy.folder, folder, file), codeOf(file));
  });

  it.each([
    ['has types', folder, 'tsc', ['-p', 'tsconfig.json']],
    ['is formatted', '.', 'oxfmt', ['--check', `${folder}/src`]],
    ['passes the linter', '.', 'oxlint', [`${folder}/src`]],
    ['imports what a sandbox may', '.', 'scripts/check-layers.mjs', []],
  ])('makes an engine that %s', async (_name, inside, program, args) => {
    const { code, output } = await copy.run(inside, program, ...args);
    expect(code, output).toBe(0);
  });

  it('makes an engine that builds, runs a codelet as it says, and keeps the contract', async () => {
    const built = await copy.run(folder, 'tsup');
    expect(built.code, built.output).toBe(0);
    const tried = await copy.run('.', `${folder}/try.mjs`);
    const told = [.../It prints (.*)\. When/.exec(page.text)![1]!.matchAll(/`([^`]+)`/g)].map(
      ([, text]) => text,
    );
    expect(told).toHaveLength(2);
    expect(tried).toEqual({ code: 0, output: told.map((line) => `${line}\n`).join('') });
    const suite = await copy.run(folder, 'vitest', 'run', '-t', 'contract');
    expect(suite.code, suite.output).toBe(0);
    expect(suite.output).toMatch(/Tests +[2-9]\d passed/);
  });
});

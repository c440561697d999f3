import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPages } from './support/pages.js';
import { createScratchProject, startProgram } from './support/scratch-project.js';

/** An example is run when it says what it prints: `// → 42` after or below a console.log, one comment a line. */
const EXPECTATION = /\/\/ → ?(.*)$/gm;
const EXTENSIONS: Readonly<Record<string, string>> = { js: 'mjs', ts: 'mts' };

/** Pages whose readers copy the first thing they see: each has to have an example that is run. */
const MUST_HAVE = [
  'README.md',
  'docs/migrating.md',
  'docs/capabilities.md',
  'docs/determinism.md',
  'docs/recordings.md',
  ...['core', 'guest', 'session', 'runner', 'sandbox-vm2'].map((name) => `packages/${name}/README.md`),
];

const examples = readPages().flatMap(({ path, blocks }) =>
  blocks
    .filter(({ language, code }) => language in EXTENSIONS && code.search(EXPECTATION) !== -1)
    .map((block) => ({ ...block, path, name: `${path}:${block.line}` })),
);

const project = createScratchProject();
afterAll(() => project.remove());

describe('examples', () => {
  it.each(MUST_HAVE)('%s has one that is run', (path) => {
    expect(examples.map((example) => example.path)).toContain(path);
  });

  it.each(examples.map((example) => [example.name, example] as const))(
    '%s prints what it says',
    { timeout: 90_000 },
    async (name, { language, code }) => {
      const file = `${name.replace(/[^a-zA-Z0-9]+/g, '-')}.${EXTENSIONS[language]}`;
      writeFileSync(join(project.folder, file), code);
      const { code: exit_code, stdout, stderr } = await startProgram(project, [file]).ended;
      const expected = [...code.matchAll(EXPECTATION)].map(([, text = '']) => text.trimEnd());
      expect(stdout.trimEnd().split('\n'), stderr).toEqual(expected);
      expect([exit_code, stderr]).toEqual([0, '']);
    },
  );
});

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findReadableFiles } from './readable-files.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'codelets-host-')));
afterAll(() => rmSync(root, { recursive: true }));

function write(file: string, text = ''): string {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function link(from: string, to: string): void {
  mkdirSync(dirname(join(root, from)), { recursive: true });
  symlinkSync(join(root, to), join(root, from), 'junction');
}

// As pnpm lays it out: a package that depends on two whose names begin alike, one of which depends back.
const program = write('child.cjs');
const module = write('app/engine.cjs');
write(
  'store/a/package.json',
  '{"main":"a.js","dependencies":{"b":"1","b-c":"1"},"optionalDependencies":{"gone":"1"}}',
);
write('store/a/a.js');
write('store/b/package.json', '{"exports":"./lib/b.js","peerDependencies":{"a":"1"}}');
write('store/b/lib/b.js');
write('store/b-c/package.json', '{}');
write('store/b-c/index.js');
write('store/unrelated/package.json', '{}');
link('app/node_modules/a', 'store/a');
link('store/a/node_modules/b', 'store/b');
link('store/a/node_modules/b-c', 'store/b-c');
link('store/b/node_modules/a', 'store/a');

const engine = {
  name: 'fixture',
  module,
  options: {},
  packages: ['a'],
  boundary: 'none',
  thread_time: 'loops',
  deterministic: false,
  install: 'npm install a',
} as const;

it('finds the real folders of all dependencies, and which file each name means', () => {
  const at = (path: string): string => join(root, path);
  expect(findReadableFiles(engine, program)).toEqual({
    program,
    module,
    grants: [program, module, at('store/a'), at('store/b'), at('store/b-c')],
    resolutions: {
      [module]: { a: at('store/a/a.js') },
      [at('store/a')]: { b: at('store/b/lib/b.js'), 'b-c': at('store/b-c/index.js') },
      [at('store/b')]: { a: at('store/a/a.js') },
      [at('store/b-c')]: {},
    },
  });
});

it('says what to install', () => {
  expect(() => findReadableFiles({ ...engine, packages: ['gone'] }, program)).toThrow('npm install a');
  expect(() => findReadableFiles({ ...engine, module: join(root, 'gone.cjs') }, program)).toThrow(
    'npm install a',
  );
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLayers } from './check-layers.mjs';

let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'codelets-layers-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path, content) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

/** A package with a manifest and source files, by their path in the package. */
function add(folder, manifest, files = {}) {
  write(`${folder}/package.json`, {
    name: `@codelets/${folder.split('/').at(-1)}`,
    exports: { '.': {} },
    ...manifest,
  });
  for (const [path, text] of Object.entries(files)) write(`${folder}/${path}`, text);
}

const depends = (...names) => ({
  dependencies: Object.fromEntries(names.map((name) => [name, 'workspace:^'])),
});

describe('a workspace in order', () => {
  it('has nothing to report', () => {
    add('packages/core', {}, { 'src/index.ts': "export { limits } from './limits.ts';" });
    add('packages/guest', depends('@codelets/core'), {
      'src/index.ts': "import type { A } from '@codelets/core';",
    });
    add('packages/runner', depends('@codelets/core', '@codelets/sandbox-vm2'), {
      'src/index.ts': "import { limits } from '@codelets/core'; import { once } from 'node:events';",
      'src/default-sandbox.ts': "export const load = () => import('@codelets/sandbox-vm2');",
    });
    add('packages/sandbox-vm2', depends('@codelets/core', '@codelets/host', 'vm2'), {
      'src/engine.ts': "import { VM } from 'vm2';",
    });
    add('apps/playground-cli', depends('@codelets/runner', '@codelets/sandbox-vm2', 'commander'), {
      'src/cli.ts':
        "import { Command } from 'commander'; import '@codelets/runner'; import '@codelets/sandbox-vm2';",
    });
    expect(checkLayers(root)).toEqual([]);
  });

  it('may mention modules in strings and comments', () => {
    add(
      'packages/core',
      {},
      { 'src/index.ts': "// import 'node:fs'\nexport const text = \"import 'vm2'; require('vm2')\";" },
    );
    expect(checkLayers(root)).toEqual([]);
  });
});

describe('a wrong direction', () => {
  it('is reported with file, line and reason', () => {
    add('packages/core', {}, { 'src/deep/limits.ts': "\nimport { run } from '@codelets/runner';" });
    expect(checkLayers(root)).toEqual([
      "packages/core/src/deep/limits.ts:2: core must not import '@codelets/runner': it may import no other package",
    ]);
  });

  it.each([
    ['guest', "import '@codelets/compiler';"],
    ['compiler', "import '@codelets/guest';"],
    ['host', "export * from '@codelets/sandbox-vm2';"],
    ['host', "import type { Session } from '@codelets/session';"],
    ['session', "import '@codelets/host';"],
    ['session', "import '@codelets/runner';"],
    ['conformance', "import '@codelets/runner';"],
    ['conformance', "import '@codelets/sandbox-vm2';"],
    ['runner', "import '@codelets/host';"],
    ['runner', "await import('@codelets/sandbox-quickjs');"],
    ['sandbox-vm2', "import '@codelets/runner';"],
    ['sandbox-vm2', "import '@codelets/session';"],
    ['sandbox-vm2', "import '@codelets/sandbox-quickjs';"],
    ['sandbox-vm2', "import '@codelets/conformance';"],
    ['sandbox-foo', "import '@codelets/compiler';"],
  ])('from %s: %s', (name, text) => {
    add(`packages/${name}`, {}, { 'src/index.ts': text });
    expect(checkLayers(root)).toHaveLength(1);
  });

  it('is reported in package.json too', () => {
    add('packages/core', { devDependencies: { '@codelets/runner': 'workspace:^' } });
    expect(checkLayers(root)).toEqual([
      'packages/core/package.json: core must not have @codelets/runner in devDependencies',
    ]);
  });

  it('is reported when it goes around the package names', () => {
    add('packages/core', {}, { 'src/index.ts': "export * from '../../runner/src/index.ts';" });
    expect(checkLayers(root)).toEqual([expect.stringContaining('it is outside the package')]);
  });
});

describe('Node and engines', () => {
  it.each([
    ['core', "import { readFileSync } from 'node:fs';"],
    ['core', "import { readFileSync } from 'fs';"],
    ['guest', "import type { Buffer } from 'node:buffer';"],
    ['session', "const fs = require('node:fs/promises');"],
    ['core', "let a: import('node:fs').Stats;"],
    ['core', '/// <reference types="node" />'],
    ['core', "import { VM } from 'vm2';"],
    ['runner', "import { runInNewContext } from 'node:vm';"],
    ['runner', "import { Worker } from 'worker_threads';"],
    ['runner', "await import('node:child_process');"],
    ['runner', "process.getBuiltinModule('node:vm');"],
    ['runner', "createRequire(import.meta.url)('node:vm');"],
    ['runner', "import { VM } from 'vm2';"],
    ['host', "require.resolve('vm2');"],
    ['sandbox-vm2', "import { spawn } from 'node:child_process';"],
    ['sandbox-vm2', "import { newQuickJs } from 'quickjs-wasi';"],
  ])('%s must not: %s', (name, text) => {
    add(`packages/${name}`, {}, { 'src/index.ts': text });
    expect(checkLayers(root)).toHaveLength(1);
  });

  it('may be bundled into the prelude, as devDependencies', () => {
    const text = "import { URL } from 'whatwg-url';";
    add(
      'packages/guest',
      { devDependencies: { 'whatwg-url': '14.2.0' } },
      { 'src/realm/url.ts': text, 'src/realm/forge.ts': "import 'node-forge';", 'src/index.ts': text },
    );
    expect(checkLayers(root).map((problem) => problem.split(':')[0])).toEqual([
      'packages/guest/src/index.ts',
      'packages/guest/src/realm/forge.ts',
    ]);
  });

  it('are free in tests and configuration', () => {
    add(
      'packages/core',
      {},
      {
        'src/limits.test.ts': "import { readFileSync } from 'node:fs'; import { it } from 'vitest';",
        'build-text.ts': "import { build } from 'esbuild';",
        'tsup.config.ts': "import { defineConfig } from 'tsup'; import '../../scripts/build/tsup.shared.ts';",
      },
    );
    expect(checkLayers(root)).toEqual([]);
  });
});

describe('the default sandbox of the runner', () => {
  it('is imported in one file only', () => {
    add('packages/runner', depends('@codelets/sandbox-vm2'), {
      'src/pool.ts': "await import('@codelets/sandbox-vm2');",
    });
    expect(checkLayers(root)).toEqual([expect.stringContaining('only src/default-sandbox.ts may')]);
  });

  it('is imported lazily', () => {
    add('packages/runner', depends('@codelets/sandbox-vm2'), {
      'src/default-sandbox.ts': "import '@codelets/sandbox-vm2';",
    });
    expect(checkLayers(root)).toEqual([expect.stringContaining('lazily')]);
  });
});

describe('tests of a package', () => {
  it('may use what only tests may', () => {
    add(
      'packages/sandbox-vm2',
      { devDependencies: { '@codelets/conformance': 'workspace:^' } },
      { 'src/conformance.test.ts': "import { testAdapter } from '@codelets/conformance';" },
    );
    expect(checkLayers(root)).toEqual([]);
  });

  it('may import the package itself, as it has been built', () => {
    const text = "import { vm2 } from '@codelets/sandbox-vm2';";
    add('packages/sandbox-vm2', {}, { 'test/process.test.ts': text, 'src/index.ts': text });
    expect(checkLayers(root)).toEqual([expect.stringMatching(/^packages.sandbox-vm2.src.index.ts:1: /)]);
  });

  it('may use helpers that the package itself may not', () => {
    add(
      'packages/compiler',
      {},
      {
        'src/testing/run.ts': "import vm from 'node:vm';",
        'src/compile.test.ts': "import './testing/run.ts';",
        'src/index.ts': "import './testing/run.ts';",
      },
    );
    expect(checkLayers(root)).toEqual([expect.stringMatching(/^packages.compiler.src.index.ts:1: /)]);
  });

  it('follow the directions otherwise', () => {
    add('packages/host', {}, { 'src/host.test.ts': "import '@codelets/sandbox-vm2';" });
    expect(checkLayers(root)).toHaveLength(1);
  });
});

describe('deep imports', () => {
  it('are reported', () => {
    add('packages/core', {});
    add('apps/playground-cli', depends('@codelets/core'), {
      'src/cli.ts': "import '@codelets/core/dist/limits.js';",
    });
    expect(checkLayers(root)).toEqual([expect.stringContaining('only what a package exports')]);
  });

  it('are fine where the package exports them', () => {
    add('packages/core', { exports: { '.': {}, './package.json': './package.json' } });
    add('apps/playground-cli', depends('@codelets/core'), {
      'src/cli.ts': "import '@codelets/core/package.json';",
    });
    expect(checkLayers(root)).toEqual([]);
  });
});

describe('package.json', () => {
  it('has to name what the sources import', () => {
    add('packages/guest', {}, { 'src/index.ts': "import '@codelets/core';" });
    add('apps/playground-cli', {}, { 'src/cli.ts': "import 'commander';" });
    expect(checkLayers(root)).toEqual([
      "apps/playground-cli/src/cli.ts:1: playground-cli must not import 'commander': it is not in dependencies of package.json",
      "packages/guest/src/index.ts:1: guest must not import '@codelets/core': it is not in dependencies of package.json",
    ]);
  });

  it('has to belong to a known layer', () => {
    add('packages/mystery', {});
    expect(checkLayers(root)).toEqual([
      'packages/mystery/package.json: no layer in scripts/layers.json for @codelets/mystery',
    ]);
  });
});

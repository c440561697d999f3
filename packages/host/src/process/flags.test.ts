import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import type { HostedEngine } from '../hosted-engine.js';
import { nodeFlags, PERMISSION_FLAG } from './flags.js';

const MEBIBYTE = 1024 * 1024;
const engine: HostedEngine = {
  name: 'fixture',
  module: '/engine.cjs',
  options: {},
  packages: [],
  boundary: 'none',
  thread_time: 'loops',
  deterministic: false,
  install: 'npm install fixture',
};

const flagsFor = (changes: Partial<HostedEngine> = {}, memory_mb = 64, watched = true): string[] =>
  nodeFlags({ ...engine, ...changes }, memory_mb * MEBIBYTE, { readable: ['/a.cjs', '/b'], watched });

it('grants reading what it is told to, and nothing else', () => {
  const allowed = flagsFor().filter((flag) => flag.startsWith('--allow'));
  expect(allowed).toEqual(
    PERMISSION_FLAG === undefined ? [] : ['--allow-fs-read=/a.cjs', '--allow-fs-read=/b'],
  );
});

it('leaves out what this node does not know', () => {
  const { status, stderr } = spawnSync(process.execPath, [...flagsFor(), '-e', '0'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('lets only native engines load addons', () => {
  expect(flagsFor()).toContain('--no-addons');
  expect(flagsFor({ native: true })).not.toContain('--no-addons');
  expect(flagsFor({ native: true }).includes('--allow-addons')).toBe(PERMISSION_FLAG !== undefined);
});

it('puts the flags of the engine last', () => {
  expect(flagsFor({ exec_argv: ['--no-node-snapshot'] }).at(-1)).toBe('--no-node-snapshot');
});

it.each([
  [1, true, 65],
  [64, true, 128],
  [112, true, 128],
  [113, true, 177],
  [128, true, 192],
  [64, false, 96],
] as const)('bounds the heap of %i MiB (watched: %s) at %i MiB', (memory_mb, watched, heap_mb) => {
  expect(flagsFor({}, memory_mb, watched)).toContain(`--max-old-space-size=${heap_mb}`);
});

it('leaves nobody a way to change flags of V8 later', () => {
  const change = "require('node:v8').setFlagsFromString('--stack-size=500'); console.log('changed')";
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flagsFor(), '-e', change], {
    encoding: 'utf8',
  });
  expect(status).not.toBe(0);
  expect(stdout).toBe('');
  expect(stderr).toContain('IsFrozen');
});

it('leaves them to native engines, which may set some while they are loaded', () => {
  expect(flagsFor({ native: true })).not.toContain('--freeze-flags-after-init');
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun } from '../../scripts/lib/run-command.mjs';

/** Releases with published ways out; what fixed them is in vm2's changelog. */
export const VULNERABLE = ['3.9.9', '3.9.15', '3.9.17', '3.9.19', '3.10.0', '3.10.4', '3.11.1'];

/** The one that is shipped. */
export const CURRENT = '3.12.2';

/**
 * Where each release is. They are fetched when they are needed, into the system's temporary folder: in the lockfile
 * every audit of this repository would name them, and hide what it says about what is shipped.
 *
 * @param {readonly string[]} versions
 * @returns {Promise<{ folder: string, fileOf(version: string): string }>}
 */
export async function fetchReleases(versions) {
  const folder = join(tmpdir(), 'codelets-vulnerable-vm2');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--no-package-lock', '--prefer-offline'];
  const names = versions.map((version) => `vm2-${version}@npm:vm2@${version}`);
  await mustRun(['npm', 'install', ...flags, ...names], { cwd: folder });
  return { folder, fileOf: (version) => join(folder, 'node_modules', `vm2-${version}`, 'index.js') };
}

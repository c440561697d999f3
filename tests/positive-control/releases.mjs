import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun } from '../../scripts/lib/run-command.mjs';

/** Releases of vm2 with published ways out, and how many attacks of the corpus have to get out of each at least. */
export const VULNERABLE = {
  '3.9.9': 12,
  '3.9.15': 13,
  '3.9.17': 8,
  '3.9.19': 7,
  '3.10.0': 10,
  '3.10.4': 2,
  '3.11.1': 2,
};

/** How many different attacks have to get out of any of them at least. */
export const AT_LEAST = 18;

/** The release that is shipped: nothing may get out of it. */
export const CURRENT = '3.12.2';

/**
 * Installs releases of vm2, without scripts, in the system's temporary folder. They are no dependencies of the
 * workspace: in its lockfile they would set off every audit, and hide what an audit says about what is shipped.
 *
 * @param {readonly string[]} versions
 * @returns {Promise<{ folder: string, fileOf(version: string): string }>}
 */
export async function fetchReleases(versions) {
  const folder = join(tmpdir(), 'codelets-vulnerable-vm2');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const flags = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-save',
    '--no-package-lock',
    '--prefer-offline',
  ];
  const names = versions.map((version) => `vm2-${version}@npm:vm2@${version}`);
  await mustRun(['npm', 'install', ...flags, ...names], { cwd: folder });
  return { folder, fileOf: (version) => join(folder, 'node_modules', `vm2-${version}`, 'index.js') };
}

import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../root.mjs';
import { runCommand } from '../run-command.mjs';

/** Requests at the same time. */
const AT_ONCE = 4;

/** A registry that is not there is no reason to wait for minutes: it is told. */
const env = { NPM_CONFIG_FETCH_RETRIES: '0' };

/**
 * Asks the registry through npm, which knows its address, its credentials and the proxy on the way.
 *
 * @returns {Promise<string | undefined>} `undefined` when it cannot be asked
 */
async function newestVersion(name) {
  const { code, stdout } = await runCommand(['npm', 'view', name, 'version', '--json'], { cwd: ROOT, env });
  try {
    const said = JSON.parse(stdout);
    return code === 0 && typeof said === 'string' ? said : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string[]} names @returns {Promise<Map<string, string>>} without those that nobody knows */
export async function newestVersions(names) {
  const versions = new Map();
  const rest = [...new Set(names)];
  const work = async () => {
    for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
      const version = await newestVersion(name);
      if (version !== undefined) versions.set(name, version);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return versions;
}

/**
 * What `npm audit --json` says of these versions, in a project that has nothing but them. Nothing is installed.
 *
 * @param {{ name: string, version: string }[]} pinned
 * @returns {Promise<string>} its standard output, whatever it is
 */
export async function audit(pinned) {
  const folder = mkdtempSync(join(tmpdir(), 'codelets-advisories-'));
  try {
    const lockfile = auditLockfile(pinned);
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lockfile));
    const { name, version, dependencies } = lockfile.packages[''];
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, dependencies }));
    // A registry that this project is told to use is one to ask.
    const npmrc = join(ROOT, '.npmrc');
    if (existsSync(npmrc)) copyFileSync(npmrc, join(folder, '.npmrc'));
    const command = ['npm', 'audit', '--json', '--package-lock-only'];
    return (await runCommand(command, { cwd: folder, env })).stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A package-lock.json in which each version has an alias of its own, so that several of a name can be told apart. */
export function auditLockfile(pinned) {
  const root = { name: 'advisories', version: '0.0.0', dependencies: {} };
  const packages = { '': root };
  for (const [index, { name, version }] of pinned.entries()) {
    root.dependencies[`p${index}`] = `npm:${name}@${version}`;
    packages[`node_modules/p${index}`] = { name, version };
  }
  return { name: root.name, version: root.version, lockfileVersion: 3, requires: true, packages };
}

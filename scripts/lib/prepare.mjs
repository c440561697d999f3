import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { areBuilt, buildFingerprint, installFingerprint, readStamp, writeStamp } from './fingerprint.mjs';
import { folderAndDependencies, packageFolders } from './packages.mjs';
import { pnpm } from './pnpm.mjs';
import { ROOT } from './root.mjs';
import { mustRun } from './run-command.mjs';

/** Installs the dependencies, unless that is done. Says so in one line on stderr. */
export async function install() {
  const fingerprint = installFingerprint();
  if (readStamp('installed') === fingerprint && existsSync(join(ROOT, 'node_modules/.modules.yaml'))) return;
  process.stderr.write('Installing dependencies ...\n');
  // Never ask: there may be nobody to answer, and the question would be on a stream that is not shown.
  const flags = ['--frozen-lockfile', '--prefer-offline', '--config.confirmModulesPurge=false'];
  await mustRun([...(await pnpm()), 'install', ...flags], { cwd: ROOT });
  writeStamp('installed', fingerprint);
}

/** Installs, and builds a package and what it needs, or all packages, unless that is done. */
export async function build(folder) {
  await install();
  const folders = folder ? folderAndDependencies(folder) : packageFolders();
  const stamp = folder ? `built-${folder.replace('/', '-')}` : 'built';
  const fingerprint = buildFingerprint(folders);
  if (readStamp(stamp) === fingerprint && areBuilt(folders)) return;
  process.stderr.write('Building ...\n');
  const filter = folder ? [`--filter=./${folder}`] : [];
  await mustRun(await turboCommand(['run', 'build', '--output-logs=errors-only', ...filter]), { cwd: ROOT });
  writeStamp(stamp, fingerprint);
}

/** turbo, with the development runtime and pnpm on its path. */
export async function turboCommand(args) {
  return [...(await pnpm()), 'exec', 'turbo', ...args];
}

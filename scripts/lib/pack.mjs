import { join } from 'node:path';
import { publishedPackages } from './packages.mjs';
import { pnpm } from './pnpm.mjs';
import { ROOT } from './root.mjs';
import { mustRun } from './run-command.mjs';

/**
 * Packs every published package, as it would be published.
 *
 * @param {string} destination
 * @returns {Promise<Record<string, string>>} the tarball of each package name
 */
export async function packAll(destination) {
  const tarballs = {};
  for (const { folder, manifest } of publishedPackages()) {
    await mustRun([...(await pnpm()), 'pack', '--pack-destination', destination], {
      cwd: join(ROOT, folder),
    });
    const name = manifest.name.replace('@', '').replace('/', '-');
    tarballs[manifest.name] = join(destination, `${name}-${manifest.version}.tgz`);
  }
  return tarballs;
}

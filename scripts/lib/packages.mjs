import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

const GROUPS = ['packages', 'apps'];

/** The packages of a workspace, relative to its root: `packages/core` and so on. */
export function packageFolders(root = ROOT) {
  const groups = GROUPS.filter((group) => existsSync(join(root, group)));
  const folders = groups.flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`));
  return folders.filter((folder) => existsSync(join(root, folder, 'package.json'))).sort();
}

export function readManifest(folder, root = ROOT) {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}

/** The packages that are published, each with its folder and manifest. */
export function publishedPackages(root = ROOT) {
  const all = packageFolders(root).map((folder) => ({ folder, manifest: readManifest(folder, root) }));
  return all.filter(({ manifest }) => !manifest.private);
}

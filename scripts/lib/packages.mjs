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

/** A package's folder and those of all workspace packages that it is built from or tested with. */
export function folderAndDependencies(folder, root = ROOT) {
  const by_name = new Map(packageFolders(root).map((other) => [readManifest(other, root).name, other]));
  const found = new Set([folder]);
  // A set that grows while it is walked is walked to its end.
  for (const next of found) {
    const { dependencies, devDependencies } = readManifest(next, root);
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      if (by_name.has(name)) found.add(by_name.get(name));
    }
  }
  return [...found].sort();
}

/** The packages that are published, each with its folder and manifest. */
export function publishedPackages(root = ROOT) {
  const all = packageFolders(root).map((folder) => ({ folder, manifest: readManifest(folder, root) }));
  return all.filter(({ manifest }) => !manifest.private);
}

import { accessSync, constants } from 'node:fs';

/** Never the service's PATH: whoever can set that, or write to a folder on it, would choose what stands outside. */
const FOLDERS = ['/usr/bin', '/bin', '/usr/local/bin', '/usr/sbin', '/sbin'];

const NAMES = ['bwrap', 'unshare', 'setpriv', 'prlimit', 'sh', 'env', 'hostname'] as const;

/** Absolute paths of the programs that raise walls; those that are not installed are missing. */
export type Tools = { readonly [Name in (typeof NAMES)[number]]?: string };

export function findTools(folders: readonly string[] = FOLDERS): Tools {
  const found: { -readonly [Name in keyof Tools]: string } = {};
  for (const name of NAMES) {
    const path = folders.map((folder) => `${folder}/${name}`).find(isExecutable);
    if (path !== undefined) found[name] = path;
  }
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

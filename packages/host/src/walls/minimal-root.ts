import { lstatSync, openSync, closeSync, readFileSync, readlinkSync, readSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Buffer } from 'node:buffer';

/**
 * bwrap's arguments for a root that holds what node and an engine read, read-only, and nothing else: no /proc, no
 * /sys, no /etc, no socket of the machine, nothing that could be executed but node (and `extra`).
 */
export function minimalRoot(readable: readonly string[], extra: readonly string[]): string[] {
  const folders = libraryFolders();
  const files = [process.execPath, ...extra, ...readable, ...folders].map((path) => [path, path] as const);
  const loader = loaderOf(process.execPath);
  const zone = timeZone();
  const bound = [
    ...files,
    ...(loader === undefined ? [] : [loader]),
    ...(zone === undefined ? [] : [zone.file]),
  ];
  const places = [...bound.map(([, place]) => place), '/etc/localtime', '/dev/null'];
  return [
    // Folders that bwrap makes on the way are closed to everybody but root.
    ...foldersAbove(places).flatMap((folder) => ['--dir', folder]),
    ...bound.flatMap(([path, place]) => ['--ro-bind', path, place]),
    ...rootLinks().flatMap(([target, place]) => ['--symlink', target, place]),
    ...['--ro-bind-try', '/etc/ld.so.cache', '/etc/ld.so.cache'],
    ...(zone === undefined ? [] : ['--symlink', zone.target, '/etc/localtime']),
    ...['--dev-bind', '/dev/null', '/dev/null'],
    ...['--remount-ro', '/'],
  ];
}

/** Where the libraries are that node is linked with: this very process has them mapped. */
function libraryFolders(): string[] {
  const own = dirname(dirname(process.execPath));
  const mapped = readFileSync('/proc/self/maps', 'utf8').match(/\/.*\.so(?:\.[\d.]+)?$/gm) ?? [];
  const folders = new Set(mapped.map(dirname));
  // Libraries that addons of the service brought along are not node's.
  return [...folders].filter(
    (folder) => /^\/(?:usr\/|lib|nix\/)/.test(folder) || folder.startsWith(join(own, 'lib')),
  );
}

/** Links such as /lib -> usr/lib, by which programs name their loader and libraries. */
function rootLinks(): (readonly [target: string, place: string])[] {
  return ['/lib', '/lib64', '/usr/lib64'].flatMap((place) => {
    const target = linkTarget(place);
    return target === undefined ? [] : [[target, place] as const];
  });
}

/** The program that loads node's libraries, at the place that node's own file names. */
function loaderOf(program: string): readonly [path: string, place: string] | undefined {
  const named = interpreterOf(program);
  if (named === undefined) return undefined;
  return [realpathSync(named), join(realpathSync(dirname(named)), basename(named))];
}

/** The `PT_INTERP` entry of a 64-bit ELF file. */
function interpreterOf(program: string): string | undefined {
  const descriptor = openSync(program, 'r');
  try {
    const head = Buffer.alloc(4096);
    readSync(descriptor, head, 0, head.length, 0);
    const table = Number(head.readBigUInt64LE(32));
    const size = head.readUInt16LE(54);
    for (let index = 0; index < head.readUInt16LE(56); index += 1) {
      const entry = table + index * size;
      if (entry + size > head.length) return undefined;
      if (head.readUInt32LE(entry) !== 3) continue;
      const name = Buffer.alloc(Number(head.readBigUInt64LE(entry + 32)) - 1);
      readSync(descriptor, name, 0, name.length, Number(head.readBigUInt64LE(entry + 8)));
      return name.toString();
    }
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** The machine's time zone, as a host without this wall would see it. */
function timeZone(): { readonly target: string; readonly file: readonly [string, string] } | undefined {
  const target = linkTarget('/etc/localtime');
  if (target === undefined) return undefined;
  try {
    const file = realpathSync('/etc/localtime');
    return { target: file, file: [file, file] };
  } catch {
    // A link that leads nowhere: UTC, as without it.
    return undefined;
  }
}

function linkTarget(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** From the root down, each once. */
function foldersAbove(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) folders.add(folder);
  }
  return [...folders].sort((one, other) => one.length - other.length);
}

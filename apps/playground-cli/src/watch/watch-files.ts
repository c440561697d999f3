import { unwatchFile, watchFile, type Stats } from 'node:fs';

/** Calls back when one of the files changes, appears or disappears, until the returned function is called. */
export type WatchFiles = (paths: readonly string[], changed: (path: string) => void) => () => void;

const INTERVAL_MS = 100;

/**
 * Watches by looking at the files again and again. Notifications from the operating system get lost where editors
 * replace a file instead of writing to it, and on network and container mounts; looking at a file or two costs nothing.
 */
export const watchFiles: WatchFiles = (paths, changed) => {
  const listeners = paths.map((path) => {
    const listener = (now: Stats, before: Stats): void => {
      if (isOther(now, before)) changed(path);
    };
    watchFile(path, { interval: INTERVAL_MS }, listener);
    return () => unwatchFile(path, listener);
  });
  return () => {
    for (const stop of listeners) stop();
  };
};

/** Reading a file, or changing its mode, is no change. */
function isOther(now: Stats, before: Stats): boolean {
  return now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino;
}

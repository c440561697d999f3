import type { Host, HostExit } from '@codelets/core';

type Listener = (exit: HostExit) => void;

interface Watch {
  readonly listeners: Set<Listener>;
  exit: HostExit | undefined;
}

/** What is kept is a host's own and goes with it. */
const watches = new WeakMap<Host, Watch>();

/**
 * Listens for the end of a host; the answer stops listening. A reaction to `exited` itself cannot be taken back: with
 * one for each delivery a host that lives on would keep every run that it ever had.
 */
export function onExit(host: Host, listener: Listener): () => void {
  const watch = watches.get(host) ?? watchOf(host);
  if (watch.exit) listener(watch.exit);
  else watch.listeners.add(listener);
  return () => {
    watch.listeners.delete(listener);
  };
}

function watchOf(host: Host): Watch {
  const watch: Watch = { listeners: new Set(), exit: undefined };
  watches.set(host, watch);
  void host.exited.then((exit) => {
    watch.exit = exit;
    for (const listener of [...watch.listeners]) listener(exit);
    watch.listeners.clear();
  });
  return watch;
}

/** What the prelude itself does with signals. There are none before the codelet has touched one of their names. */
export interface AbortHooks {
  create(): object;
  isSignal(value: object): boolean;
  isAborted(signal: object): boolean;
  reasonOf(signal: object): unknown;
  /** `run` is called once, before any listener of the codelet; it must not throw. */
  whenAborted(signal: object, run: () => void): void;
}

let hooks: AbortHooks | undefined;

export function setAbortHooks(found: AbortHooks): void {
  hooks = found;
}

export function abortHooks(): AbortHooks | undefined {
  return hooks;
}

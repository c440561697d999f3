interface Shared {
  readonly followers: Set<() => void>;
  readonly tell: () => void;
}

/**
 * What the callers' signals end. One signal may end any number of runs, but gets one listener: from the eleventh on
 * Node 18 and 20 warn of a leak.
 */
export class SharedSignals {
  readonly #shared = new Map<AbortSignal, Shared>();

  /** Calls `abort` once the signal is aborted, at once where it is; the answer stops that. */
  follow(signal: AbortSignal, abort: () => void): () => void {
    if (signal.aborted) {
      abort();
      return () => undefined;
    }
    const shared = this.#shared.get(signal) ?? this.#listen(signal);
    shared.followers.add(abort);
    return () => {
      if (!shared.followers.delete(abort) || shared.followers.size > 0) return;
      this.#shared.delete(signal);
      signal.removeEventListener('abort', shared.tell);
    };
  }

  #listen(signal: AbortSignal): Shared {
    const followers = new Set<() => void>();
    const tell = (): void => {
      this.#shared.delete(signal);
      for (const abort of [...followers]) abort();
    };
    const shared = { followers, tell };
    this.#shared.set(signal, shared);
    signal.addEventListener('abort', tell, { once: true });
    return shared;
  }
}

import type {
  Engine,
  EngineRealm,
  EntryLimits,
  EntryReport,
  Host,
  HostExit,
  HostUsage,
  Realm,
  Step,
} from '@codelets/core';

/**
 * An engine in the service's own thread. While a realm is busy nothing else runs here, `kill` included: only the
 * engine's own interrupt ends a loop.
 */
export class InlineHost implements Host {
  readonly exited: Promise<HostExit>;
  readonly #engine: Engine;
  #settle: (exit: HostExit) => void = () => undefined;
  #realm: EngineRealm | undefined;
  #gone = false;
  #peak_bytes = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.exited = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  async openRealm(post: (message: string) => void): Promise<Realm> {
    this.#check();
    this.#peak_bytes = 0;
    const realm = await this.#engine.openRealm((message) => {
      if (this.#realm === realm) post(message);
    });
    this.#realm = realm;
    return {
      enter: async (steps, limits) => {
        if (this.#realm !== realm) throw new Error('the realm was given up');
        return this.#enter(realm, steps, limits);
      },
      dispose: () => this.#dispose(realm),
    };
  }

  usage(): HostUsage {
    return { peak_memory_bytes: this.#peak_bytes, resident_bytes: 0 };
  }

  kill(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#realm = undefined;
    this.#engine.dispose?.();
    this.#settle({ reason: 'killed', detail: 'killed by the service' });
  }

  /** It is the service's own thread. */
  setReferenced(): void {}

  async #enter(realm: EngineRealm, steps: readonly Step[], limits: EntryLimits): Promise<EntryReport> {
    const report = await this.#run(realm, steps, limits);
    // What was killed has no report.
    this.#check();
    this.#peak_bytes = Math.max(this.#peak_bytes, report.memory_bytes ?? 0);
    return report;
  }

  async #run(realm: EngineRealm, steps: readonly Step[], limits: EntryLimits): Promise<EntryReport> {
    for (const [index, step] of steps.entries()) {
      const report = realm.step(step, limits);
      if (report !== undefined) return report.fault === 'syntax' ? { ...report, step: index } : report;
    }
    return (await realm.settle()) ?? {};
  }

  #dispose(realm: EngineRealm): void {
    if (this.#realm !== realm) return;
    this.#realm = undefined;
    realm.dispose();
  }

  #check(): void {
    if (this.#gone) throw new Error('the host is gone (killed)');
  }
}

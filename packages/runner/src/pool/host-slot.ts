import { PRELUDE } from '@codelets/guest';
import type { Host, HostExit, Realm, SandboxAdapter } from '@codelets/core';
import type { OpenRealm } from '@codelets/session';

export type SlotState = 'starting' | 'ready' | 'busy' | 'gone';

interface Inbox {
  listener: ((posted: string) => void) | undefined;
}

/** After so many runs or so long, a host makes room for a new one: fragments and caches add up. */
const MAXIMUM_RUNS = 1000;
const MAXIMUM_AGE_MS = 10 * 60 * 1000;
/** An adapter that does not answer must not hold a place in the pool, or `dispose`, for ever. */
const MAXIMUM_START_MS = 30_000;
const MAXIMUM_GROWTH_BYTES = 128 * 1024 * 1024;

/** One host of the pool with the realm that it holds open for the next run. */
export class HostSlot {
  state: SlotState = 'starting';
  /** When it last became ready, on the clock of `performance.now()`. */
  readySince = 0;
  #host: Host | undefined;
  #realm: Realm | undefined;
  #inbox: Inbox = { listener: undefined };
  #runs = 0;
  #firstResident: number | undefined;
  readonly #startedAt = performance.now();

  constructor(
    readonly id: number,
    readonly memory_mb: number,
  ) {}

  get runs(): number {
    return this.#runs;
  }

  /** Opens the host and its first realm. Rejects when either fails; the host is ended then. */
  async start(adapter: SandboxAdapter): Promise<Host> {
    if (this.#isGone()) throw new Error('the host was given up before it started');
    const opening = adapter.openHost({ prelude: PRELUDE, memory_bytes: this.memory_mb * 1024 * 1024 });
    const host = await startedWithin(opening, MAXIMUM_START_MS);
    this.#host = host;
    if (this.#isGone()) host.kill();
    else await this.#openRealm(host);
    return host;
  }

  /** Takes the open realm for one run. */
  lease(): OpenRealm {
    const inbox = this.#inbox;
    this.state = 'busy';
    this.#runs += 1;
    return {
      host: this.#host!,
      realm: this.#realm!,
      listen: (listener) => {
        inbox.listener = listener;
      },
    };
  }

  /** Opens the realm for the next run; answers whether the host is worth it. */
  async reopen(): Promise<boolean> {
    const host = this.#host!;
    this.#inbox.listener = undefined;
    if (this.#isWorn(host)) return false;
    await this.#openRealm(host);
    return true;
  }

  kill(): void {
    this.state = 'gone';
    this.#host?.kill();
  }

  #isGone(): boolean {
    return this.state === 'gone';
  }

  async #openRealm(host: Host): Promise<void> {
    const inbox: Inbox = { listener: undefined };
    const opened = host.openRealm((posted) => inbox.listener?.(posted));
    // A host that ends while it opens a realm leaves the call without an answer.
    const realm = await Promise.race([opened, host.exited.then(fail)]);
    this.#inbox = inbox;
    this.#realm = realm;
    this.readySince = performance.now();
  }

  #isWorn(host: Host): boolean {
    const { resident_bytes } = host.usage();
    this.#firstResident ??= resident_bytes;
    return (
      this.#runs >= MAXIMUM_RUNS ||
      performance.now() - this.#startedAt > MAXIMUM_AGE_MS ||
      resident_bytes - this.#firstResident > MAXIMUM_GROWTH_BYTES
    );
  }
}

function fail(exit: HostExit): never {
  throw new Error(`the host ended: ${exit.detail}`);
}

async function startedWithin(opening: Promise<Host>, ms: number): Promise<Host> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // Whenever it answers after all, nobody wants it any more.
      opening.then((host) => host.kill()).catch(() => undefined);
      reject(new Error('the host did not start in time'));
    }, ms).unref();
  });
  try {
    return await Promise.race([opening, late]);
  } finally {
    clearTimeout(timer);
  }
}

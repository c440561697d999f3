import { PRELUDE } from '@codelets/guest';
import type { Host, HostExit, Realm, SandboxAdapter } from '@codelets/core';
import type { OpenRealm } from '@codelets/session';
import type { TenantKey } from './tenants.js';

export type SlotState = 'starting' | 'ready' | 'busy' | 'gone';

interface Inbox {
  listener: ((posted: string) => void) | undefined;
}

/** After so long a host makes room for a new one, as after `max_runs_per_host`: fragments and caches add up. */
const MAXIMUM_AGE_MS = 10 * 60 * 1000;
/** An adapter that does not answer must not hold a place in the pool, or `dispose`, for ever. */
const MAXIMUM_START_MS = 30_000;
const MAXIMUM_GROWTH_BYTES = 128 * 1024 * 1024;

/** One host of the pool with the realm that it holds open for the next run. */
export class HostSlot {
  state: SlotState = 'starting';
  /** When it last became ready, on the clock of `performance.now()`. */
  readySince = 0;
  /** When a run last took it or gave it back; of one that served nobody, when it was made. */
  usedAt = performance.now();
  #tenant: TenantKey | undefined;
  #host: Host | undefined;
  #realm: Realm | undefined;
  #inbox: Inbox = { listener: undefined };
  #runs = 0;
  #firstResident: number | undefined;
  readonly #startedAt = performance.now();

  constructor(
    readonly id: number,
    readonly memory_mb: number,
    /** Who waited when it was started; nobody for one that is kept ready. */
    readonly startedFor?: TenantKey,
  ) {}

  get runs(): number {
    return this.#runs;
  }

  /** Whom it served; `undefined` while it served nobody. */
  get tenant(): TenantKey | undefined {
    return this.#tenant;
  }

  /** Whether it may end without a run, or the start of a process, being lost. */
  get isIdle(): boolean {
    return this.state === 'ready' || (this.state === 'starting' && this.#tenant !== undefined);
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

  /** Takes the open realm for one run. A host belongs to the tenant of its first run for the rest of its life. */
  lease(tenant: TenantKey): OpenRealm {
    // The one place where realms are handed out: whatever the admission did wrong, no tenant meets another's leftovers.
    if (this.#tenant !== undefined && this.#tenant !== tenant)
      throw new Error('the host is of another tenant');
    const inbox = this.#inbox;
    this.#tenant = tenant;
    this.state = 'busy';
    this.usedAt = performance.now();
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
    this.usedAt = performance.now();
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

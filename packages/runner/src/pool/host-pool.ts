import { SandboxUnavailableError, type Host, type HostExit, type SandboxAdapter } from '@codelets/core';
import type { OpenRealm } from '@codelets/session';
import type { ResolvedPool } from '../options/runner-options.js';
import { admit, type Admitted } from './admission.js';
import { hostMemoryOf } from './host-memory.js';
import { HostSlot } from './host-slot.js';
import { hasRoom, type Bounds } from './room.js';
import { LINGER_MS } from './shares.js';
import { NO_TENANT, Tenants, type TenantKey, type TenantLoad, type Waiter } from './tenants.js';

export interface Lease {
  readonly host_id: number;
  readonly open: OpenRealm;
  /** Whether the realm was open before the run asked for it. */
  readonly warm: boolean;
  release(hostIsClean: boolean): void;
}

export interface PoolEvents {
  onStart(slot: HostSlot): void;
  onEnd(slot: HostSlot, exit: HostExit): void;
}

interface Asking extends Waiter {
  readonly resolve: (lease: Lease) => void;
  readonly reject: (reason: unknown) => void;
}

/** A ready host beyond those to be kept ends after so long without work. */
const IDLE_MS = 30_000;
/** After so many hosts that ended before anyone used them, none is started ahead until a run asks for one. */
const MAXIMUM_IDLE_FAILURES = 3;

/** A bound that keeps a run from waiting, by the name of its option. */
export interface FullQueue {
  readonly limit: 'pool.max_queue' | 'pool.per_tenant.max_queue';
  readonly limit_value: number;
}

/**
 * The hosts of a runner: kept warm by memory class, bounded in number and memory, each of one tenant, handed out in
 * turn.
 */
export class HostPool {
  readonly #slots = new Set<HostSlot>();
  readonly #tenants = new Tenants<Asking>();
  readonly #ends = new Set<Promise<unknown>>();
  #nextId = 1;
  #idleFailures = 0;
  #evictions = 0;
  #retries = 0;
  readonly #bounds: Bounds;
  /** Why nobody gets a host any more, once the pool is disposed. */
  #disposedFor: unknown;
  #lastTurn: Promise<void> = Promise.resolve();
  #sweeper: ReturnType<typeof setInterval> | undefined;
  #lingering: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly adapter: SandboxAdapter,
    private readonly options: ResolvedPool,
    private readonly usual_memory_mb: number,
    private readonly events: PoolEvents,
  ) {
    const { max_hosts, max_memory_mb, per_tenant } = options;
    this.#bounds = { max_hosts, max_memory_mb, max_running: per_tenant.max_running };
    this.#pump();
  }

  get queued(): number {
    return this.#tenants.queued;
  }

  /** How many hosts ended before their time to make room for another tenant or class. */
  get evictions(): number {
    return this.#evictions;
  }

  /** How many runs were given a second host because the first was gone before anything of them had reached it. */
  get retries(): number {
    return this.#retries;
  }

  countRetry(): void {
    this.#retries += 1;
  }

  /** What the hosts count in `pool.max_memory_mb`. */
  get admitted_memory_mb(): number {
    return this.#memoryOf([...this.#slots]);
  }

  /** The tenants that run or wait, no more than `maximum` of them. */
  loads(maximum: number): TenantLoad[] {
    return this.#tenants.loads(maximum);
  }

  count(state: HostSlot['state']): number {
    let count = 0;
    for (const slot of this.#slots) if (slot.state === state) count += 1;
    return count;
  }

  /** The bound that is in the way when a run that came now would have to wait although no further one may. */
  full(memory_mb: number, tenant: TenantKey = NO_TENANT): FullQueue | undefined {
    const { max_hosts, max_memory_mb = Infinity, max_queue, per_tenant } = this.options;
    const busy = [...this.#slots].filter(({ state }) => state === 'busy');
    const places = Math.min(
      max_hosts - busy.length,
      Math.floor((max_memory_mb - this.#memoryOf(busy)) / hostMemoryOf(memory_mb)),
    );
    const own = Math.min(places, per_tenant.max_running - this.#tenants.runningOf(tenant));
    if (this.queued >= max_queue + Math.max(0, places))
      return { limit: 'pool.max_queue', limit_value: max_queue };
    if (this.#tenants.queuedOf(tenant) >= per_tenant.max_queue + Math.max(0, own))
      return { limit: 'pool.per_tenant.max_queue', limit_value: per_tenant.max_queue };
    return undefined;
  }

  /** Asks for a host; `abandon` gives the place in the queue up. */
  acquire(
    memory_mb: number,
    tenant: TenantKey = NO_TENANT,
  ): { lease: Promise<Lease>; abandon: (reason: unknown) => void } {
    let waiter!: Asking;
    const lease = new Promise<Lease>((resolve, reject) => {
      waiter = { tenant, memory_mb, askedAt: performance.now(), passed: 0, resolve, reject };
    });
    this.#idleFailures = 0;
    if (this.#disposedFor !== undefined) waiter.reject(this.#disposedFor);
    else this.#tenants.add(waiter);
    this.#pump();
    const abandon = (reason: unknown): void => {
      if (!this.#tenants.remove(waiter)) return;
      waiter.reject(reason);
      // It may have been the one that all others waited for.
      this.#pump();
    };
    return { lease, abandon };
  }

  /** Ends all hosts; resolves when they are gone. */
  async dispose(reason: unknown): Promise<void> {
    this.#disposedFor = reason;
    clearInterval(this.#sweeper);
    clearTimeout(this.#lingering);
    for (const waiter of this.#tenants.clear()) waiter.reject(reason);
    for (const slot of this.#slots) this.#drop(slot);
    await Promise.all(this.#ends);
  }

  /** Brings hosts and waiters together; called after every change. */
  #pump(): void {
    if (this.#disposedFor !== undefined) return;
    const admitted = admit(this.#slots, this.#tenants, this.#bounds, {
      hand: (slot, waiter) => this.#hand(slot, waiter),
      start: ({ memory_mb, tenant }) => this.#start(memory_mb, tenant),
      evict: (slot) => {
        this.#evictions += 1;
        this.#drop(slot);
      },
    });
    this.#keepReady(admitted);
    if (admitted.isLingering) {
      this.#lingering ??= setTimeout(() => {
        this.#lingering = undefined;
        this.#pump();
      }, LINGER_MS).unref();
    }
    this.#sweeper ??= setInterval(() => this.#sweep(), IDLE_MS / 2).unref();
  }

  #hand(slot: HostSlot, waiter: Asking): void {
    const { tenant } = waiter;
    const warm = slot.readySince < waiter.askedAt;
    const open = slot.lease(tenant);
    this.#tenants.endTurn(waiter);
    this.#tenants.runStarted(tenant);
    let isReleased = false;
    const release = (isClean: boolean): void => {
      if (isReleased) return;
      isReleased = true;
      this.#release(slot, isClean);
    };
    waiter.resolve({ host_id: slot.id, open, warm, release });
  }

  /** Starts hosts for whoever comes next, where there is room that nobody waits for. */
  #keepReady({ promised, isShort }: Admitted): void {
    if (isShort) return;
    let spare = 0;
    for (const slot of this.#slots) {
      const isFresh = slot.tenant === undefined && !promised.has(slot);
      if (isFresh && slot.memory_mb === this.usual_memory_mb) spare += 1;
    }
    while (spare < this.options.min_ready && hasRoom(this.#slots, this.usual_memory_mb, this.#bounds)) {
      if (this.#idleFailures >= MAXIMUM_IDLE_FAILURES) return;
      this.#start(this.usual_memory_mb);
      spare += 1;
    }
  }

  #start(memory_mb: number, startedFor?: TenantKey): HostSlot {
    const slot = new HostSlot(this.#nextId, memory_mb, startedFor);
    this.#nextId += 1;
    this.#slots.add(slot);
    const end = this.#turn()
      .then(() => slot.start(this.adapter))
      .then(
        (host) => this.#started(slot, host),
        (thrown: unknown) => this.#failed(slot, thrown),
      );
    this.#track(end);
    return slot;
  }

  /**
   * Starting a process holds the service's event loop for some milliseconds: one start a turn, so that several in a
   * row do not add up.
   */
  #turn(): Promise<void> {
    const turn = this.#lastTurn;
    this.#lastTurn = turn.then(() => new Promise((resolve) => setImmediate(resolve)));
    return turn;
  }

  #started(slot: HostSlot, host: Host): Promise<unknown> {
    this.events.onStart(slot);
    const end = host.exited.then((exit) => {
      this.events.onEnd(slot, exit);
      if (slot.state === 'ready') this.#idleFailures += 1;
      this.#drop(slot);
      this.#pump();
    });
    this.#track(end);
    if (slot.state === 'starting') slot.state = 'ready';
    this.#pump();
    return this.#disposedFor !== undefined ? end : Promise.resolve();
  }

  /** A host that cannot start ends one run that waited for it; the next run tries again. */
  #failed(slot: HostSlot, thrown: unknown): void {
    // What is not installed says so in the results of the runs; of anything else nobody would know why.
    const isTold = slot.state === 'gone' || SandboxUnavailableError.isInstance(thrown);
    slot.kill();
    if (!isTold) this.events.onEnd(slot, { reason: 'refused', detail: wordsOf(thrown) });
    this.#slots.delete(slot);
    this.#idleFailures += 1;
    this.#tenants.walk((waiter) => {
      const { tenant, memory_mb } = waiter;
      // It was not started for one who waits for its own tenant.
      if (this.#tenants.runningOf(tenant) >= this.#bounds.max_running) return 'next-tenant';
      if (memory_mb !== slot.memory_mb) return 'next';
      this.#tenants.endTurn(waiter);
      waiter.reject(thrown);
      return 'end';
    });
    this.#pump();
  }

  #release(slot: HostSlot, isClean: boolean): void {
    if (this.#disposedFor !== undefined) return slot.kill();
    // One that died under its run is gone already.
    const isWorn = slot.runs >= this.options.max_runs_per_host;
    if (!isClean || isWorn || slot.state !== 'busy') {
      this.#drop(slot);
      return this.#pump();
    }
    this.#tenants.runEnded(slot.tenant!);
    slot.state = 'starting';
    const reopened = slot.reopen().then(
      (isWorthIt) => {
        if (isWorthIt && slot.state === 'starting') slot.state = 'ready';
        else this.#drop(slot);
        this.#pump();
      },
      () => {
        this.#drop(slot);
        this.#pump();
      },
    );
    this.#track(reopened);
    // Whoever would take it from its tenant need not wait for the realm.
    this.#pump();
  }

  #drop(slot: HostSlot): void {
    if (slot.state === 'busy') this.#tenants.runEnded(slot.tenant!);
    slot.kill();
    this.#slots.delete(slot);
  }

  #sweep(): void {
    const now = performance.now();
    let kept = 0;
    for (const slot of this.#slots) {
      if (slot.state !== 'ready') continue;
      const isFresh = slot.tenant === undefined && slot.memory_mb === this.usual_memory_mb;
      if (isFresh && kept < this.options.min_ready) kept += 1;
      else if (now - slot.readySince > IDLE_MS) this.#drop(slot);
    }
    this.#pump();
  }

  #memoryOf(slots: readonly HostSlot[]): number {
    return slots.reduce((sum, { memory_mb }) => sum + hostMemoryOf(memory_mb), 0);
  }

  #track(promise: Promise<unknown>): void {
    const tracked = promise.finally(() => this.#ends.delete(tracked));
    this.#ends.add(tracked);
  }
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : 'it could not be started';
}

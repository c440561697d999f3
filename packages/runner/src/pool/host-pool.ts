import type { Host, HostExit, SandboxAdapter } from '@codelets/core';
import type { OpenRealm } from '@codelets/session';
import type { ResolvedPool } from '../options/runner-options.js';
import { HostSlot } from './host-slot.js';

export interface Lease {
  readonly open: OpenRealm;
  /** Whether the realm was open before the run asked for it. */
  readonly warm: boolean;
  release(hostIsClean: boolean): void;
}

export interface PoolEvents {
  onStart(slot: HostSlot): void;
  onEnd(slot: HostSlot, exit: HostExit): void;
}

interface Waiter {
  readonly memory_mb: number;
  readonly askedAt: number;
  readonly resolve: (lease: Lease) => void;
  readonly reject: (reason: unknown) => void;
}

/** A ready host beyond those to be kept ends after so long without work. */
const IDLE_MS = 30_000;
/** After so many hosts that ended before anyone used them, none is started ahead until a run asks for one. */
const MAXIMUM_IDLE_FAILURES = 3;

/** The hosts of a runner: kept warm by memory class, bounded in number, handed out in the order of asking. */
export class HostPool {
  readonly #slots = new Set<HostSlot>();
  readonly #waiters = new Set<Waiter>();
  readonly #ends = new Set<Promise<unknown>>();
  #nextId = 1;
  #idleFailures = 0;
  /** Why nobody gets a host any more, once the pool is disposed. */
  #disposedFor: unknown;
  #lastTurn: Promise<void> = Promise.resolve();
  #sweeper: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly adapter: SandboxAdapter,
    private readonly options: ResolvedPool,
    private readonly usual_memory_mb: number,
    private readonly events: PoolEvents,
  ) {
    this.#pump();
  }

  get queued(): number {
    return this.#waiters.size;
  }

  count(state: HostSlot['state']): number {
    let count = 0;
    for (const slot of this.#slots) if (slot.state === state) count += 1;
    return count;
  }

  /** Whether a run that came now would have to wait although no further one may. */
  get isFull(): boolean {
    return (
      this.#waiters.size >= this.options.max_queue + Math.max(0, this.options.max_hosts - this.count('busy'))
    );
  }

  /** Asks for a host; `abandon` gives the place in the queue up. */
  acquire(memory_mb: number): { lease: Promise<Lease>; abandon: (reason: unknown) => void } {
    let waiter!: Waiter;
    const lease = new Promise<Lease>((resolve, reject) => {
      waiter = { memory_mb, askedAt: performance.now(), resolve, reject };
    });
    this.#idleFailures = 0;
    if (this.#disposedFor !== undefined) waiter.reject(this.#disposedFor);
    else this.#waiters.add(waiter);
    this.#pump();
    const abandon = (reason: unknown): void => {
      if (this.#waiters.delete(waiter)) waiter.reject(reason);
    };
    return { lease, abandon };
  }

  /** Ends all hosts; resolves when they are gone. */
  async dispose(reason: unknown): Promise<void> {
    this.#disposedFor = reason;
    clearInterval(this.#sweeper);
    for (const waiter of this.#waiters) waiter.reject(reason);
    this.#waiters.clear();
    for (const slot of this.#slots) slot.kill();
    await Promise.all(this.#ends);
  }

  /** Brings hosts and waiters together; called after every change. */
  #pump(): void {
    if (this.#disposedFor !== undefined) return;
    const coming = new Map<number, number>();
    for (const slot of this.#slots) {
      if (slot.state === 'starting') coming.set(slot.memory_mb, (coming.get(slot.memory_mb) ?? 0) + 1);
    }
    for (const waiter of this.#waiters) {
      const slot = this.#ready(waiter.memory_mb);
      if (slot) {
        this.#hand(slot, waiter);
        continue;
      }
      const promised = coming.get(waiter.memory_mb) ?? 0;
      if (promised > 0) coming.set(waiter.memory_mb, promised - 1);
      else if (!this.#makeRoom(waiter.memory_mb)) break;
      else this.#start(waiter.memory_mb);
    }
    this.#keepReady();
  }

  #ready(memory_mb: number): HostSlot | undefined {
    for (const slot of this.#slots) if (slot.state === 'ready' && slot.memory_mb === memory_mb) return slot;
    return undefined;
  }

  #hand(slot: HostSlot, waiter: Waiter): void {
    this.#waiters.delete(waiter);
    const warm = slot.readySince < waiter.askedAt;
    waiter.resolve({ open: slot.lease(), warm, release: (isClean) => this.#release(slot, isClean) });
  }

  /** Whether one more host may start; a ready one of a class that nobody waits for makes place. */
  #makeRoom(memory_mb: number): boolean {
    if (this.#slots.size < this.options.max_hosts) return true;
    for (const slot of this.#slots) {
      if (slot.state !== 'ready' || slot.memory_mb === memory_mb) continue;
      this.#drop(slot);
      return true;
    }
    return false;
  }

  #keepReady(): void {
    let spare = 0;
    for (const slot of this.#slots) {
      if (slot.memory_mb === this.usual_memory_mb && (slot.state === 'ready' || slot.state === 'starting'))
        spare += 1;
    }
    for (const waiter of this.#waiters) if (waiter.memory_mb === this.usual_memory_mb) spare -= 1;
    while (spare < this.options.min_ready && this.#slots.size < this.options.max_hosts) {
      if (this.#idleFailures >= MAXIMUM_IDLE_FAILURES) return;
      this.#start(this.usual_memory_mb);
      spare += 1;
    }
    this.#sweeper ??= setInterval(() => this.#sweep(), IDLE_MS / 2).unref();
  }

  #start(memory_mb: number): void {
    const slot = new HostSlot(this.#nextId, memory_mb);
    this.#nextId += 1;
    this.#slots.add(slot);
    const end = this.#turn()
      .then(() => slot.start(this.adapter))
      .then(
        (host) => this.#started(slot, host),
        (thrown: unknown) => this.#failed(slot, thrown),
      );
    this.#track(end);
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
    slot.kill();
    this.#slots.delete(slot);
    this.#idleFailures += 1;
    for (const waiter of this.#waiters) {
      if (waiter.memory_mb !== slot.memory_mb) continue;
      this.#waiters.delete(waiter);
      waiter.reject(thrown);
      break;
    }
    this.#pump();
  }

  #release(slot: HostSlot, isClean: boolean): void {
    if (this.#disposedFor !== undefined) return slot.kill();
    if (!isClean) {
      this.#drop(slot);
      return this.#pump();
    }
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
  }

  #drop(slot: HostSlot): void {
    slot.kill();
    this.#slots.delete(slot);
  }

  #sweep(): void {
    const now = performance.now();
    let ready = 0;
    for (const slot of this.#slots) {
      if (slot.state !== 'ready') continue;
      const isUsual = slot.memory_mb === this.usual_memory_mb;
      if (isUsual) ready += 1;
      const isKept = isUsual && ready <= this.options.min_ready;
      if (!isKept && now - slot.readySince > IDLE_MS) this.#drop(slot);
    }
  }

  #track(promise: Promise<unknown>): void {
    const tracked = promise.finally(() => this.#ends.delete(tracked));
    this.#ends.add(tracked);
  }
}

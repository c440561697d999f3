import type { HostSlot } from './host-slot.js';
import { hasRoom, type Bounds } from './room.js';
import type { TenantKey, Tenants, Waiter } from './tenants.js';

/** So many others may get a host before one whose turn it is, and for which there is no room yet. Then all wait. */
export const MAXIMUM_PASSED = 8;

/**
 * So long an idle host is kept for its tenant when the one who would take its place has a host already: about what the
 * start of a host costs. Without it, a tenant that pauses for a moment between two runs finds its host gone each time.
 */
export const LINGER_MS = 100;

/**
 * Where hosts cannot be shared out evenly, the odd ones go round: a tenant with one less takes one after so many runs
 * of those with more. Fewer would be fairer in the small and cost more starts of processes.
 */
const MAXIMUM_OWED = 32;

/**
 * Who has which hosts, and who may have one of another's, during one walk through the queue.
 *
 * A host that its tenant waits for is taken away only for a tenant that has no host of the class at all (then hosts go
 * round), or to even out: when the other has at least two more, or one more for a long time. A flood keeps what is its
 * share and no more, and hosts do not change hands as long as everybody has a share: each change costs the start of a
 * process.
 */
export class Shares {
  /** Hosts on their way for somebody who waits. */
  readonly promised = new Map<HostSlot, TenantKey>();
  /** Whether somebody will get a host of another's when that has been idle for long enough. */
  isLingering = false;

  constructor(
    private readonly slots: ReadonlySet<HostSlot>,
    private readonly tenants: Tenants,
    private readonly bounds: Bounds,
  ) {}

  /** Who has the host: whom it served, or for whom it was started, as long as that tenant waits for it. */
  holderOf(slot: HostSlot): TenantKey | undefined {
    const { tenant = this.promised.get(slot), startedFor } = slot;
    if (tenant !== undefined || startedFor === undefined) return tenant;
    return this.#waitsFor(startedFor, slot) ? startedFor : undefined;
  }

  /** How many hosts a tenant has; of one class, if it is named. */
  count(tenant: TenantKey, memory_mb?: number): number {
    let count = 0;
    for (const slot of this.slots) {
      if (memory_mb !== undefined && slot.memory_mb !== memory_mb) continue;
      if (this.holderOf(slot) === tenant) count += 1;
    }
    return count;
  }

  /** How many hosts of the waiter's class have served its tenant. */
  servedFor({ tenant, memory_mb }: Waiter): number {
    let count = 0;
    for (const slot of this.slots) if (slot.tenant === tenant && slot.memory_mb === memory_mb) count += 1;
    return count;
  }

  /** Of the waiter's class. */
  countFor({ tenant, memory_mb }: Waiter): number {
    return this.count(tenant, memory_mb);
  }

  /** Whether a tenant has as many runs and promised hosts as it may. */
  isAtBound(tenant: TenantKey): boolean {
    let count = this.tenants.runningOf(tenant);
    for (const name of this.promised.values()) if (name === tenant) count += 1;
    return count >= this.bounds.max_running;
  }

  /** All tenants that have hosts. */
  holders(): Set<TenantKey> {
    const names = new Set<TenantKey>();
    for (const slot of this.slots) {
      const holder = this.holderOf(slot);
      if (holder !== undefined) names.add(holder);
    }
    return names;
  }

  /** A host for the waiter: one of its tenant, else one that served nobody and that nobody has a better claim to. */
  find(state: HostSlot['state'], waiter: Waiter): HostSlot | undefined {
    let free: HostSlot | undefined;
    let others: HostSlot | undefined;
    for (const slot of this.slots) {
      if (slot.state !== state || slot.memory_mb !== waiter.memory_mb || this.promised.has(slot)) continue;
      const holder = this.holderOf(slot);
      if (holder === waiter.tenant) return slot;
      if (slot.tenant !== undefined) continue;
      if (holder === undefined) free ??= slot;
      else if (this.count(holder) >= this.countFor(waiter) + 2) others ??= slot;
    }
    return free ?? others;
  }

  /**
   * The idle hosts that have to end so that one for the waiter may start, those first that nobody waits for and of
   * these the least recently used; `undefined` when all that may end are not enough.
   */
  toEvict(waiter: Waiter): HostSlot[] | undefined {
    const { tenant, memory_mb } = waiter;
    const own = this.countFor(waiter);
    const more = this.tenants.owedTo(tenant) >= MAXIMUM_OWED ? 1 : 2;
    const mayTake = (slot: HostSlot): boolean => {
      const holder = this.holderOf(slot);
      if (holder !== undefined && this.count(holder) >= own + more) return true;
      // All have waited for this one long enough.
      if (waiter.passed >= MAXIMUM_PASSED) return true;
      // One that was started for somebody serves at least once: else two could take it from each other for ever.
      return own === 0 && (holder === undefined || slot.tenant !== undefined);
    };
    const idle = [...this.slots].filter((slot) => slot.isIdle && !this.promised.has(slot));
    if (idle.length === 0) return hasRoom(this.slots, memory_mb, this.bounds) ? [] : undefined;
    const now = performance.now();
    const lingers = (slot: HostSlot): boolean =>
      own > 0 && slot.tenant !== undefined && slot.tenant !== tenant && now - slot.usedAt < LINGER_MS;
    const unneeded = idle.filter((slot) => !this.#isWantedBeside(tenant, slot));
    const unwanted = unneeded.filter((slot) => !lingers(slot)).sort(leastRecent);
    if (unwanted.length < unneeded.length) this.isLingering = true;
    const wanted = idle
      .filter((slot) => this.#isWantedBeside(tenant, slot) && mayTake(slot))
      .sort(leastRecent);
    const left = new Set(this.slots);
    const evicted: HostSlot[] = [];
    for (const slot of [...unwanted, ...wanted]) {
      if (hasRoom(left, memory_mb, this.bounds)) break;
      left.delete(slot);
      evicted.push(slot);
    }
    return hasRoom(left, memory_mb, this.bounds) ? evicted : undefined;
  }

  /** Whether a further waiter could get anything: spares a walk through a long queue. */
  isAnythingLeft(): boolean {
    for (const slot of this.slots) if (slot.state !== 'busy' && !this.promised.has(slot)) return true;
    return hasRoom(this.slots, 0, this.bounds);
  }

  #isWantedBeside(tenant: TenantKey, slot: HostSlot): boolean {
    if (slot.tenant === tenant) return false;
    if (slot.tenant !== undefined) return this.#waitsFor(slot.tenant, slot);
    for (const head of this.tenants.heads())
      if (head.tenant !== tenant && this.#waitsFor(head.tenant, slot)) return true;
    return false;
  }

  #waitsFor(tenant: TenantKey, slot: HostSlot): boolean {
    const head = this.tenants.head(tenant);
    return head?.memory_mb === slot.memory_mb && this.tenants.runningOf(tenant) < this.bounds.max_running;
  }
}

function leastRecent(one: HostSlot, other: HostSlot): number {
  return one.usedAt - other.usedAt;
}

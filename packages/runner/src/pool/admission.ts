import type { HostSlot } from './host-slot.js';
import type { Bounds } from './room.js';
import { MAXIMUM_PASSED, Shares } from './shares.js';
import type { TenantKey, Tenants, Walk, Waiter } from './tenants.js';

export interface AdmissionEffects<W extends Waiter> {
  hand(slot: HostSlot, waiter: W): void;
  start(waiter: W): HostSlot;
  evict(slot: HostSlot): void;
}

/** What a walk through the queue leaves. */
export interface Admitted {
  /** Hosts on their way for somebody who waits. */
  readonly promised: ReadonlyMap<HostSlot, TenantKey>;
  /** Whether somebody waits for whom there was no host and no room. */
  readonly isShort: boolean;
  /** Whether to look again after `LINGER_MS`. */
  readonly isLingering: boolean;
}

/**
 * Brings hosts and those who wait together, in turn; of those whose turn it is, who has fewest hosts comes first. Each
 * gets a ready host of its tenant, else one that served nobody, else the promise of one that is on its way or starts
 * now, if need be in the place of idle ones.
 *
 * No starvation by size: one whose turn it is and whose host has no room yet is passed by at most `MAXIMUM_PASSED`
 * others. Then nobody else is given a host until those that fall free make room for it, which takes as long as the
 * runs that are under way.
 */
export function admit<W extends Waiter>(
  slots: ReadonlySet<HostSlot>,
  tenants: Tenants<W>,
  bounds: Bounds,
  effects: AdmissionEffects<W>,
): Admitted {
  const shares = new Shares(slots, tenants, bounds);
  const { promised } = shares;
  const passed: W[] = [];
  let isShort = false;
  const hand = (slot: HostSlot, waiter: W): void => {
    effects.hand(slot, waiter);
    for (const other of passed) other.passed += 1;
    oweOthers(waiter.tenant, shares, tenants);
  };
  const comingFor = (waiter: W): HostSlot | undefined => {
    const starting = shares.find('starting', waiter);
    if (starting) return starting;
    const evicted = shares.toEvict(waiter);
    if (!evicted) return undefined;
    for (const slot of evicted) effects.evict(slot);
    if (evicted.length > 0) tenants.owe(waiter.tenant, 0);
    return effects.start(waiter);
  };
  const visit = (waiter: W): Walk => {
    // Waits for its own tenant, not for a host: keeps its turn and holds nobody up.
    if (shares.isAtBound(waiter.tenant)) return 'next-tenant';
    const ready = shares.find('ready', waiter);
    if (ready) {
      hand(ready, waiter);
      return passed.some((other) => other.passed >= MAXIMUM_PASSED) ? 'end' : 'next';
    }
    const coming = comingFor(waiter);
    if (coming) {
      promised.set(coming, waiter.tenant);
      return 'next';
    }
    isShort = true;
    if (waiter.passed >= MAXIMUM_PASSED) return 'end';
    // Who has a share of the hosts waits for that one.
    if (shares.countFor(waiter) === 0) passed.push(waiter);
    return shares.isAnythingLeft() ? 'next-tenant' : 'end';
  };
  tenants.walk(visit, (waiter) => shares.servedFor(waiter));
  return { promised, isShort, isLingering: isShort && shares.isLingering };
}

/** Notes that a tenant with more hosts began a run while others with fewer wait. */
function oweOthers(served: TenantKey, shares: Shares, tenants: Tenants): void {
  const hosts = shares.count(served);
  if (hosts < 2) return;
  for (const tenant of shares.holders()) {
    const isBehind =
      tenants.queuedOf(tenant) > 0 && !shares.isAtBound(tenant) && shares.count(tenant) < hosts;
    if (isBehind) tenants.owe(tenant, tenants.owedTo(tenant) + 1);
  }
}

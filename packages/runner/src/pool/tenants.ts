/** A tenant as the pool knows it; runs without a tenant are one of their own. No tenant has an empty name. */
export type TenantKey = string;

export const NO_TENANT: TenantKey = '';

export interface Waiter {
  readonly tenant: TenantKey;
  readonly memory_mb: number;
  readonly askedAt: number;
  /** How many others got a host although it was this one's turn. */
  passed: number;
}

export interface TenantLoad {
  readonly tenant: TenantKey;
  readonly running: number;
  readonly queued: number;
}

/** What a walk does after a waiter: goes on, sees nothing more of its tenant, or ends. */
export type Walk = 'next' | 'next-tenant' | 'end';

/** Who waits and who runs, by tenant. Tenants take turns, in a tenant it is first come, first served. */
export class Tenants<W extends Waiter = Waiter> {
  /** Tenants that wait, the one that has waited for its turn for longest first. */
  readonly #ring = new Map<TenantKey, Set<W>>();
  readonly #running = new Map<TenantKey, number>();
  readonly #owed = new Map<TenantKey, number>();
  #queued = 0;

  get queued(): number {
    return this.#queued;
  }

  queuedOf(tenant: TenantKey): number {
    return this.#ring.get(tenant)?.size ?? 0;
  }

  runningOf(tenant: TenantKey): number {
    return this.#running.get(tenant) ?? 0;
  }

  /** The tenants that run or wait: those with the longest queue first, and no more than `maximum`. */
  loads(maximum: number): TenantLoad[] {
    const all = [...new Set([...this.#running.keys(), ...this.#ring.keys()])].map((tenant) => ({
      tenant,
      running: this.runningOf(tenant),
      queued: this.queuedOf(tenant),
    }));
    return all
      .sort((one, other) => other.queued - one.queued || other.running - one.running)
      .slice(0, maximum);
  }

  /** The next of a tenant. */
  head(tenant: TenantKey): W | undefined {
    for (const waiter of this.#ring.get(tenant) ?? []) return waiter;
    return undefined;
  }

  /** The next of each tenant, in turn. */
  *heads(): Generator<W> {
    for (const queue of this.#ring.values())
      for (const waiter of queue) {
        yield waiter;
        break;
      }
  }

  add(waiter: W): void {
    const queue = this.#ring.get(waiter.tenant);
    // Who comes back goes to the end: leaving and returning is no way past others.
    if (queue) queue.add(waiter);
    else this.#ring.set(waiter.tenant, new Set([waiter]));
    this.#queued += 1;
  }

  /** Takes one that gives up out; answers whether it waited. */
  remove(waiter: W): boolean {
    const queue = this.#ring.get(waiter.tenant);
    if (!queue?.delete(waiter)) return false;
    if (queue.size === 0) {
      this.#ring.delete(waiter.tenant);
      this.#owed.delete(waiter.tenant);
    }
    this.#queued -= 1;
    return true;
  }

  /** Takes one that had its turn out; its tenant goes to the end. */
  endTurn(waiter: W): void {
    this.remove(waiter);
    const rest = this.#ring.get(waiter.tenant);
    if (!rest) return;
    this.#ring.delete(waiter.tenant);
    this.#ring.set(waiter.tenant, rest);
  }

  /** Takes all out. */
  clear(): W[] {
    const all = [...this.#ring.values()].flatMap((queue) => [...queue]);
    this.#ring.clear();
    this.#owed.clear();
    this.#queued = 0;
    return all;
  }

  runStarted(tenant: TenantKey): void {
    this.#running.set(tenant, this.runningOf(tenant) + 1);
  }

  runEnded(tenant: TenantKey): void {
    const left = this.runningOf(tenant) - 1;
    if (left > 0) this.#running.set(tenant, left);
    else this.#running.delete(tenant);
  }

  /** How many runs others with more hosts began while this tenant waited, since it last got a host in place of others. */
  owedTo(tenant: TenantKey): number {
    return this.#owed.get(tenant) ?? 0;
  }

  owe(tenant: TenantKey, count: number): void {
    if (count > 0) this.#owed.set(tenant, count);
    else this.#owed.delete(tenant);
  }

  /**
   * Walks in turn: the first of each tenant, then the second of each. Of the first ones those come first whose tenant
   * has fewest hosts for them, as `hostsOf` says. A visited waiter may be taken out.
   */
  walk(visit: (waiter: W) => Walk, hostsOf: (waiter: W) => number = () => 0): void {
    let round: Iterator<W>[] = [];
    for (const waiter of this.#inOrder(hostsOf)) {
      const queue = this.#ring.get(waiter.tenant)!.values();
      queue.next();
      const step = visit(waiter);
      if (step === 'end') return;
      if (step === 'next') round.push(queue);
    }
    while (round.length > 0) {
      const next: typeof round = [];
      for (const queue of round) {
        const { value, done } = queue.next();
        if (done) continue;
        const step = visit(value);
        if (step === 'end') return;
        if (step === 'next') next.push(queue);
      }
      round = next;
    }
  }

  *#inOrder(hostsOf: (waiter: W) => number): Generator<W> {
    const sharing: { readonly waiter: W; readonly hosts: number }[] = [];
    // A copy: who gets a host goes to the end of the ring.
    for (const waiter of [...this.heads()]) {
      const hosts = hostsOf(waiter);
      if (hosts === 0) yield waiter;
      else sharing.push({ waiter, hosts });
    }
    sharing.sort((one, other) => one.hosts - other.hosts);
    for (const { waiter } of sharing) yield waiter;
  }
}

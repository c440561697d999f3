import { MAXIMUM_PASSED } from '../pool/shares.js';
import { hostMemoryOf } from '../pool/host-memory.js';
import { HostPool, type Lease } from '../pool/host-pool.js';
import { FakeAdapter, settled } from './fake-adapter.js';

export type Command =
  | { readonly do: 'ask'; readonly tenant: number; readonly memory_mb: number; readonly times: number }
  | { readonly do: 'release'; readonly which: number; readonly isClean: boolean }
  | { readonly do: 'abandon' | 'crash'; readonly which: number }
  | { readonly do: 'fail-starts' | 'fail-realms'; readonly times: number };

export interface Shape {
  readonly max_hosts: number;
  readonly min_ready: number;
  readonly max_running: number;
  readonly max_memory_mb: number | undefined;
}

interface Asked {
  readonly tenant: string;
  readonly memory_mb: number;
  readonly number: number;
  readonly abandon: (reason: unknown) => void;
  state: 'waiting' | 'running' | 'ended';
  lease?: Lease;
  /** How often each other tenant got a host while this one was the next of a tenant without any. */
  readonly passedBy: Map<string, number>;
}

/** The pool and beside it what has to be true of it, told by the leases alone. */
export class PoolModel {
  readonly adapter = new FakeAdapter();
  readonly pool: HostPool;
  readonly asked: Asked[] = [];
  readonly #owners = new Map<unknown, string>();
  /** What was found wrong while nobody could be told. */
  readonly #wrong: unknown[] = [];
  #failingStarts = 0;
  #failingRealms = 0;

  constructor(
    readonly shape: Shape,
    private readonly isFairnessAsked: boolean,
  ) {
    this.adapter.onStart = () => this.#check(() => (this.#failingStarts -= 1) >= 0);
    this.adapter.onRealm = () => this.#check(() => (this.#failingRealms -= 1) >= 0);
    const { max_running, ...bounds } = shape;
    const per_tenant = { max_running, max_queue: 1000 };
    const options = {
      ...bounds,
      max_queue: 1000,
      queue_timeout_ms: 1000,
      max_runs_per_host: 1000,
      per_tenant,
    };
    this.pool = new HostPool(this.adapter, options, 32, { onStart: () => {}, onEnd: () => {} });
  }

  do(command: Command): void {
    const pick = <T>(list: readonly T[], which: number): T | undefined => list[which % (list.length || 1)];
    switch (command.do) {
      case 'ask':
        for (let n = 0; n < command.times; n += 1) this.#ask(`t${command.tenant}`, command.memory_mb);
        return;
      case 'release':
        this.#release(pick(this.of('running'), command.which), command.isClean);
        return;
      case 'abandon':
        return pick(this.of('waiting'), command.which)?.abandon(new Error('given up'));
      case 'crash':
        return pick(this.adapter.alive, command.which)?.exit('crashed');
      case 'fail-starts':
        this.#failingStarts = command.times;
        return;
      case 'fail-realms':
        this.#failingRealms = command.times;
    }
  }

  of(state: Asked['state']): Asked[] {
    return this.asked.filter((one) => one.state === state);
  }

  async settle(): Promise<void> {
    await settled(10);
    for (const thrown of this.#wrong) throw thrown;
    this.#checkBounds();
  }

  /** Gives everything back until nobody waits. */
  async drain(): Promise<void> {
    this.#failingStarts = 0;
    this.#failingRealms = 0;
    await this.settle();
    for (let round = 0; round < 500 && this.of('waiting').length > 0; round += 1) {
      this.#release(this.of('running')[0], true);
      await this.settle();
    }
    must(this.of('waiting').length === 0, 'all that wait are answered');
    must(this.pool.queued === 0, 'nobody is left in the queue');
    for (const one of this.of('running')) this.#release(one, true);
    await this.settle();
    must(this.pool.loads(10).length === 0, 'no tenant is left');
  }

  #ask(tenant: string, memory_mb: number): void {
    const { lease, abandon } = this.pool.acquire(memory_mb, tenant);
    const number = this.asked.length;
    const one: Asked = { tenant, memory_mb, number, abandon, state: 'waiting', passedBy: new Map() };
    this.asked.push(one);
    lease
      .then(
        (got) => this.#got(one, got),
        () => (one.state = 'ended'),
      )
      .catch((thrown: unknown) => this.#wrong.push(thrown));
  }

  #got(one: Asked, lease: Lease): void {
    const { host } = lease.open;
    const owner = this.#owners.get(host) ?? one.tenant;
    must(owner === one.tenant, `a host of ${owner} is not for ${one.tenant}`);
    this.#owners.set(host, owner);
    must(
      !this.of('running').some((other) => other.lease!.open.host === host),
      'one run at a time is in a host',
    );
    // Nobody of the tenant who asked for the same class before still waits.
    const isAlike = ({ tenant, memory_mb }: Asked): boolean =>
      tenant === one.tenant && memory_mb === one.memory_mb;
    must(this.of('waiting').find(isAlike) === one, 'first come, first served');
    one.state = 'running';
    one.lease = lease;
    this.#checkBounds();
    if (this.isFairnessAsked) this.#checkTurns(one);
  }

  /** Nobody without a host waits while another tenant gets a second one, but for those that have no room yet. */
  #checkTurns(served: Asked): void {
    const seen = new Set<string>();
    for (const one of this.of('waiting')) {
      if (seen.has(one.tenant) || one.tenant === served.tenant) continue;
      seen.add(one.tenant);
      const own = this.adapter.alive.filter(
        (host) => this.#owners.get(host) === one.tenant && host.memory_mb === one.memory_mb,
      );
      if (own.length > 0 || this.#running(one.tenant) >= this.shape.max_running) one.passedBy.clear();
      else one.passedBy.set(served.tenant, (one.passedBy.get(served.tenant) ?? 0) + 1);
      const passed = [...one.passedBy.values()];
      const isMixed = this.shape.max_memory_mb !== undefined;
      const all = passed.reduce((sum, count) => sum + count, 0);
      if (isMixed) must(all <= 3 + MAXIMUM_PASSED, `${one.tenant} was passed ${all} times`);
      else must(Math.max(0, ...passed) <= 1, `${one.tenant} was passed twice by one tenant`);
    }
  }

  #checkBounds(): void {
    const { max_hosts, max_running, max_memory_mb = Infinity } = this.shape;
    const { alive, peak } = this.adapter;
    const memory = alive.reduce((sum, host) => sum + hostMemoryOf(host.memory_mb), 0);
    must(peak <= max_hosts, `${peak} hosts at once`);
    must(memory <= max_memory_mb, `${memory} MiB are admitted`);
    must(this.pool.admitted_memory_mb <= max_memory_mb, 'stats are within the budget');
    for (const tenant of new Set(this.of('running').map((one) => one.tenant)))
      must(this.#running(tenant) <= max_running, `${tenant} has more than max_running`);
  }

  /** Runs on live hosts: those whose host died have nothing any more. */
  #running(tenant: string): number {
    const isOn = ({ lease }: Asked): boolean => this.adapter.alive.some((host) => host === lease!.open.host);
    return this.of('running').filter((one) => one.tenant === tenant && isOn(one)).length;
  }

  #release(one: Asked | undefined, isClean: boolean): void {
    if (!one) return;
    one.state = 'ended';
    one.lease!.release(isClean);
  }

  #check(fails: () => boolean): void {
    if (fails()) throw new Error('told by the test');
  }
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`);
}

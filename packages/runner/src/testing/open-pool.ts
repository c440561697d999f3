import { afterEach, vi } from 'vitest';
import type { ResolvedPool } from '../options/runner-options.js';
import { HostPool, type Lease } from '../pool/host-pool.js';
import { FakeAdapter } from './fake-adapter.js';

const SMALL = {
  max_hosts: 2,
  min_ready: 0,
  max_queue: 10,
  queue_timeout_ms: 1000,
  max_runs_per_host: 1000,
  max_memory_mb: undefined,
  per_tenant: undefined,
};
const pools: HostPool[] = [];

/** A pool of fake hosts that ends with the test. */
export function openPool(over: Partial<ResolvedPool> = {}, adapter = new FakeAdapter()) {
  const events: string[] = [];
  const given = { ...SMALL, ...over };
  const per_tenant = given.per_tenant ?? { max_running: given.max_hosts, max_queue: given.max_queue };
  const pool = new HostPool(adapter, { ...given, per_tenant }, 128, {
    onStart: ({ id }) => events.push(`start ${id}`),
    onEnd: ({ id }, { reason, detail }) =>
      events.push(`end ${id} ${reason}${reason === 'refused' ? `: ${detail}` : ''}`),
  });
  pools.push(pool);
  return { pool, adapter, events };
}

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(
    pools.splice(0).map((pool) => pool.dispose(new Error('the test is over')).catch(() => undefined)),
  );
});

/** Asks so often and notes who got a host, in order. */
export function ask(pool: HostPool, names: string, memory_mb = 128, tenant?: string) {
  const got: string[] = [];
  const leases: Lease[] = [];
  for (const name of names) {
    pool.acquire(memory_mb, tenant).lease.then(
      (lease) => (got.push(name), leases.push(lease)),
      (error: Error) => got.push(`${name}: ${error.message}`),
    );
  }
  return { got, leases };
}

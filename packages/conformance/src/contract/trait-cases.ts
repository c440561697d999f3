import { OPERATING_SYSTEM_WALLS } from '@codelets/core';
import { BUDGET, script, type ContractCase } from './contract-case.js';

/** Neither UTC nor what a machine of the tests is likely to be in. */
const ELSEWHERE = 'Asia/Kathmandu';

export const traitCases: readonly ContractCase[] = [
  {
    name: 'names itself and its version of the contract',
    tell: async ({ adapter, expect }) => {
      expect(adapter.spec).toBe(1);
      expect(adapter.name).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(['inline', 'thread', 'process']).toContain(adapter.isolation);
    },
  },
  {
    name: 'claims only what the contract knows, the same each time',
    tell: async ({ adapter, expect }) => {
      const traits = await adapter.traits();
      expect(['none', 'membrane', 'isolate', 'wasm']).toContain(traits.boundary);
      expect(['always', 'loops', 'no']).toContain(traits.time);
      for (const claim of [traits.memory, traits.cpu, traits.deterministic])
        expect(typeof claim).toBe('boolean');
      expect(await adapter.traits()).toStrictEqual(traits);
    },
  },
  {
    name: 'says of each wall whether it is up, and why not',
    tell: async ({ adapter, expect }) => {
      const { walls } = await adapter.traits();
      expect(Array.isArray(walls)).toBe(true);
      for (const wall of walls) {
        expect(wall.name.length).toBeGreaterThan(0);
        expect(['up', 'down', 'not-on-this-platform']).toContain(wall.state);
        if (wall.state !== 'up') expect((wall.reason ?? '').length).toBeGreaterThan(0);
        // What shares the service's process has nothing of the operating system around it that the service has not.
        else if (adapter.isolation !== 'process') expect(OPERATING_SYSTEM_WALLS).not.toContain(wall.name);
      }
    },
  },
  {
    // Servers that run tests are in UTC: there, a realm that has the service's local time would not be noticed.
    name: 'does not have the local time of the service where it claims to be deterministic',
    needs: { deterministic: true },
    tell: async ({ expect, openHost }) => {
      const posted: string[] = [];
      await inZone(ELSEWHERE, async () => {
        const host = await openHost('(post) => { globalThis.post = post; return () => undefined; }');
        const realm = await host.openRealm((message) => posted.push(message));
        await realm.enter([script('post(String(new Date(2020, 6, 1)).slice(16, 33))')], BUDGET);
      });
      expect(posted).toStrictEqual(['00:00:00 GMT+0000']);
    },
  },
];

/** Has the process of the tests in another time zone meanwhile. A worker thread cannot change it: there it stays. */
async function inZone(zone: string, act: () => Promise<void>): Promise<void> {
  const { TZ } = process.env;
  process.env['TZ'] = zone;
  try {
    await act();
  } finally {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  }
}

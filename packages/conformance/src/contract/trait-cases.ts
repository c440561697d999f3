import type { ContractCase } from './contract-case.js';

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
      }
    },
  },
];

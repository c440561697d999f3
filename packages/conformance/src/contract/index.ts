import { PRELUDE } from '@codelets/guest';
import type { Host, SandboxAdapter } from '@codelets/core';
import { lackOf } from '../conformance-case.js';
import { skipTest, type TestApi } from '../test-api.js';
import { BUDGET } from './contract-case.js';
import { contractCases } from './contract-cases.js';
import { traitCases } from './trait-cases.js';

/** The adapter by itself, below sessions and codelets: what `contract.ts` of core promises. */
export function contractGroup(adapter: SandboxAdapter, { describe, it, expect }: TestApi): void {
  describe('contract', () => {
    for (const { name, needs, tell } of [...traitCases, ...contractCases]) {
      const test = async (...context: unknown[]): Promise<void> => {
        const reason = lackOf(await adapter.traits(), adapter.isolation, needs);
        if (reason !== undefined) return skipTest(context[0], reason);
        const hosts: Host[] = [];
        const openHost = async (prelude = PRELUDE): Promise<Host> => {
          const host = await adapter.openHost({ prelude, memory_bytes: BUDGET.memory_bytes });
          hosts.push(host);
          return host;
        };
        try {
          await tell({ adapter, expect, openHost });
        } finally {
          for (const host of hosts) host.kill();
          await Promise.all(hosts.map(({ exited }) => exited));
        }
      };
      it(name, test, 15_000);
    }
  });
}

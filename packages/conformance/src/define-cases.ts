import type { SandboxAdapter } from '@codelets/core';
import {
  lackOf,
  type CheckTools,
  type ConformanceCase,
  type ConformanceGroup,
  type ConformanceStory,
  type Needs,
  type OptionalGlobal,
} from './conformance-case.js';
import type { Subject } from './subject.js';
import { skipTest, type TestApi } from './test-api.js';

/** Longer than any case may take: a case that hangs is a failure of its own. */
const CASE_TIMEOUT_MS = 30_000;

/** Defines the tests of one group on a subject. */
export function defineCases(
  { name, cases }: ConformanceGroup,
  adapter: SandboxAdapter,
  subject: Subject,
  { describe, it, expect }: TestApi,
): void {
  const absent = new Map<OptionalGlobal, Promise<boolean>>();

  async function lack(needs: Needs | undefined, tools: CheckTools): Promise<string | undefined> {
    const reason = lackOf(tools.traits, adapter.isolation, needs);
    if (reason !== undefined || needs?.global === undefined) return reason;
    const { global } = needs;
    if (!absent.has(global)) absent.set(global, isAbsent(subject, global));
    return (await absent.get(global)) === true ? `the engine has no ${global}` : undefined;
  }

  describe(name, () => {
    for (const item of cases) {
      // No declared parameter: Jest takes one for a callback to wait for.
      const test = async (...context: unknown[]): Promise<void> => {
        const tools = { expect, subject, traits: await adapter.traits() };
        const reason = await lack(item.needs, tools);
        if (reason === undefined) await tell(item, tools);
        else skipTest(context[0], reason);
      };
      it(item.name, test, CASE_TIMEOUT_MS);
    }
  });
}

async function tell(item: ConformanceCase | ConformanceStory, tools: CheckTools): Promise<void> {
  if ('tell' in item) return item.tell(tools);
  const result = await tools.subject.run(item.source, { ...item.options, ...item.prepare?.() });
  await item.check(result, tools);
}

async function isAbsent(subject: Subject, name: OptionalGlobal): Promise<boolean> {
  const { outcome } = await subject.run(`export const main = () => typeof ${name}`);
  return outcome.ok && outcome.value === 'undefined';
}

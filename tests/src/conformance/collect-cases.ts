import { testAdapter } from '@codelets/conformance';
import type { SandboxAdapter } from '@codelets/core';
import { expect } from 'vitest';

export interface CollectedCase {
  /** The names of its groups and its own, joined by ` > `. */
  readonly name: string;
  /** Runs it. Answers what it failed with, why it was skipped, or `passed`. */
  run(): Promise<CaseEnd>;
}

export type CaseEnd =
  | { readonly state: 'passed' }
  | { readonly state: 'failed' | 'skipped'; readonly why: string };

class Skipped extends Error {}

/** The suite with a test runner of three functions: the cases as a list, to run one by one. */
export function collectCases(adapter: SandboxAdapter): CollectedCase[] {
  const groups: string[] = [];
  const cases: CollectedCase[] = [];
  testAdapter(adapter, {
    describe: (name, define) => {
      groups.push(name);
      define();
      groups.pop();
    },
    it: (name, test) => cases.push({ name: [...groups, name].join(' > '), run: () => endOf(test) }),
    expect,
  });
  return cases;
}

async function endOf(test: (...context: unknown[]) => Promise<void>): Promise<CaseEnd> {
  const skip = (why: string): never => {
    throw new Skipped(why);
  };
  try {
    await test({ skip });
    return { state: 'passed' };
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return { state: thrown instanceof Skipped ? 'skipped' : 'failed', why };
  }
}

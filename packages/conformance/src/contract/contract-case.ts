import type { Host, SandboxAdapter, Step } from '@codelets/core';
import type { Needs } from '../conformance-case.js';
import type { Expect } from '../test-api.js';

export interface ContractTools {
  readonly adapter: SandboxAdapter;
  readonly expect: Expect;
  /** Opens a host that is killed when the case is over. */
  openHost(prelude?: string): Promise<Host>;
}

export interface ContractCase {
  readonly name: string;
  readonly needs?: Needs;
  readonly tell: (tools: ContractTools) => Promise<void>;
}

export const BUDGET = { budget_ms: 5000, memory_bytes: 64 * 1024 * 1024, cpu_ms: undefined } as const;

export const script = (text: string): Step => ({ script: text, filename: 'contract.js' });

import type { Isolation, SandboxTraits } from '@codelets/core';
import type { RunOptions, RunResult, Subject } from './subject.js';
import type { Expect } from './test-api.js';

/** Names that an engine may lack; everything else of the language is asked of every engine. */
export type OptionalGlobal = 'Proxy' | 'Intl';

/** What a case needs of the adapter. The adapter's own claims answer it; nobody else can make a case be skipped. */
export interface Needs {
  readonly time?: 'loops' | 'always';
  readonly memory?: true;
  readonly cpu?: true;
  readonly deterministic?: true;
  /** The service acts while the codelet is busy: impossible where both share a thread. */
  readonly service_acts_meanwhile?: true;
  /** Something between the codelet and its host, be it a membrane. */
  readonly boundary?: true;
  readonly global?: OptionalGlobal;
}

export interface CheckTools {
  readonly expect: Expect;
  readonly subject: Subject;
  readonly traits: SandboxTraits;
}

export type Check = (result: RunResult, tools: CheckTools) => void | Promise<void>;

/** One codelet with what must come of it. */
export interface ConformanceCase {
  readonly name: string;
  readonly source: string;
  readonly options?: RunOptions;
  /** Options made for each run: for input that is expensive, or that the check looks at again. */
  readonly prepare?: () => RunOptions;
  readonly needs?: Needs;
  readonly check: Check;
}

/** A case that is more than one run. */
export interface ConformanceStory {
  readonly name: string;
  readonly needs?: Needs;
  readonly tell: (tools: CheckTools) => Promise<void>;
}

/** The cases of one topic. */
export interface ConformanceGroup {
  readonly name: string;
  readonly cases: readonly (ConformanceCase | ConformanceStory)[];
}

/** Why the adapter cannot be asked this, in terms of its own traits and isolation. */
export function lackOf(traits: SandboxTraits, isolation: Isolation, needs: Needs = {}): string | undefined {
  if (needs.service_acts_meanwhile && isolation === 'inline')
    return "the service's own thread runs the codelet, and cannot act meanwhile (isolation: inline)";
  if (needs.boundary && traits.boundary === 'none') return 'the adapter claims no boundary (boundary: none)';
  if (needs.time === 'loops' && traits.time === 'no') return 'the adapter claims to stop nothing (time: no)';
  if (needs.time === 'always' && traits.time !== 'always') {
    return `the adapter does not claim to stop long native calls (time: ${traits.time})`;
  }
  if (needs.memory && !traits.memory) return 'the adapter does not claim to limit memory (memory: false)';
  if (needs.cpu && !traits.cpu) return 'the adapter does not claim to measure CPU time (cpu: false)';
  if (needs.deterministic && !traits.deterministic) {
    return 'the adapter does not claim the same course on every machine (deterministic: false)';
  }
  return undefined;
}

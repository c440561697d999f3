import type { CallRecord, CodeletError, Recording, SandboxAdapter } from '@codelets/core';
import type { Compiler, GrantedUnit } from '@codelets/compiler';
import type { Lead, SourceText } from '@codelets/session';
import type { Emitter } from './emitter.js';
import type { NetworkPackage } from './load-network.js';
import type { ReadOk } from './modules/compile-source.js';
import type { ContinuationOptions } from './options/runner-options.js';
import type { HostPool } from './pool/host-pool.js';
import type { StartConditions } from './start-conditions.js';
import type { WallGuard } from './wall-guard.js';

/** What a run needs of its runner. */
export interface RunServices {
  readonly adapter: SandboxAdapter;
  /** Tells whether a wall is missing that was asked for; `undefined` when none was. */
  readonly refuse: WallGuard | undefined;
  readonly pool: HostPool;
  readonly compiler: Compiler;
  readonly emitter: Emitter;
  readonly queue_timeout_ms: number;
  readonly continuations: ContinuationOptions | undefined;
  /** The budget over all hosts; `undefined`: none. */
  readonly max_memory_mb: number | undefined;
}

/** What a policy grants that has to be loaded first. */
export interface Granted {
  readonly modules: readonly GrantedUnit[];
  readonly network: NetworkPackage | undefined;
}

export interface Given {
  /** Codec text. */
  readonly input: string;
  readonly globals: string | null;
  readonly env: string | null;
}

export interface Started extends Given, StartConditions {
  readonly source: SourceText;
  readonly modules: ReadOk['modules'];
  readonly language: ReadOk['language'];
}

/** An earlier run that this one repeats, or goes on from. */
export interface Past {
  readonly recording: Recording;
  readonly lead: Lead;
  /** Names of its globals. */
  readonly granted: readonly string[];
  /** Lines that were told before. */
  readonly known_logs: number;
  /** Calls that count as made. */
  readonly made: readonly CallRecord[];
}

export type Step<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: CodeletError };

export function labelOf(adapter: SandboxAdapter): string {
  return `${adapter.name}/${adapter.isolation}`;
}

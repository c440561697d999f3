import type { HostExit } from '@codelets/core';

export interface ExitFacts {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  /** Why the service itself ended it, if it did. */
  readonly cause: HostExit | undefined;
  readonly near_memory_limit: boolean;
  /** Exit codes that may stand for SIGKILL, where the process has a parent of ours. */
  readonly killed_codes: readonly number[];
}

// V8 aborts, traps or crashes when it cannot allocate; a shell-like parent reports a signal as 128 + its number.
const MEMORY_SIGNALS: ReadonlySet<string> = new Set(['SIGABRT', 'SIGTRAP', 'SIGSEGV', 'SIGILL', 'SIGBUS']);
const MEMORY_CODES: ReadonlySet<number> = new Set([132, 133, 134, 139]);

/** Why a process host ended. What the service did itself outranks what the process looks like. */
export function classifyExit(facts: ExitFacts): HostExit {
  const { code, signal, stderr, cause, near_memory_limit } = facts;
  if (cause !== undefined) return cause;
  const detail = `${signal ?? `exit code ${code}`}${stderr === '' ? '' : `: ${lastWords(stderr)}`}`;
  if (signal !== null && MEMORY_SIGNALS.has(signal)) return { reason: 'memory', detail };
  if (code !== null && MEMORY_CODES.has(code)) return { reason: 'memory', detail };
  // The kernel's out-of-memory killer, or a container's.
  const killed = signal === 'SIGKILL' || (code !== null && facts.killed_codes.includes(code));
  if (killed && near_memory_limit) return { reason: 'memory', detail };
  // What is on stderr decides nothing: Node prints lines of the codelet's source there.
  return { reason: 'crashed', detail };
}

function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => /\S/.test(line));
  return (lines.find((line) => /FATAL ERROR|Error:/.test(line)) ?? lines[0] ?? '').trim().slice(0, 300);
}

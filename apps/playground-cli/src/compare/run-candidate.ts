import { SandboxUnavailableError, type CodeletResult } from '@codelets/core';
import type { CommandContext } from '../context.js';
import { hasCode, SandboxNotInstalledError } from '../failures.js';
import { lazyRunner } from '../run/open-runner.js';
import { refusalsAsUsage } from '../run/refusals.js';
import type { RunRequest } from '../run/run-request.js';
import type { RunnerPort, RunSource } from '../run/runner-port.js';
import type { Candidate, NotRun } from './candidates.js';
import { isSame } from './differences.js';
import type { Trial } from './trial.js';

export interface TrialRequest extends Omit<RunRequest, 'sandbox'> {
  readonly trusted: boolean;
  readonly runs: number;
}

/** What every sandbox is given. */
export interface TrialMaterials {
  readonly source: RunSource;
  readonly input: unknown;
}

/**
 * Runs the codelet in one sandbox, as often as asked, with hosts of its own that are gone afterwards. Throws a
 * `UsageError` for options that no runner takes, and the reason of the interrupt.
 */
export async function runCandidate(
  candidate: Candidate,
  request: TrialRequest,
  materials: TrialMaterials,
  context: CommandContext,
): Promise<Trial | NotRun> {
  const { name, isolation, label } = candidate;
  const sandbox = { name, isolation, trusted: request.trusted };
  const runner = lazyRunner({ ...request, sandbox }, context);
  try {
    const opened = await runner.open();
    const results: CodeletResult[] = [];
    while (results.length < request.runs) {
      const result = await runOnce(opened, request, materials, context.interrupt);
      const reason = refusalOf(result);
      if (reason !== undefined) return { label, reason };
      results.push(result);
    }
    return summarise(label, results);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return { label, reason: error.message };
  } finally {
    await runner.dispose();
  }
}

async function runOnce(
  runner: RunnerPort,
  request: TrialRequest,
  { source, input }: TrialMaterials,
  signal: AbortSignal,
): Promise<CodeletResult> {
  signal.throwIfAborted();
  const result = await refusalsAsUsage(() =>
    runner.run(source, {
      ...(request.input === undefined ? {} : { input }),
      signal,
      on_log: () => undefined,
    }),
  );
  signal.throwIfAborted();
  return result;
}

/** A sandbox that cannot be asked is no other opinion. */
function refusalOf({ error }: CodeletResult): string | undefined {
  return error?.code === 'UNSUPPORTED' || error?.code === 'SANDBOX_UNAVAILABLE' ? error.message : undefined;
}

/** Also when something that the sandbox's package depends on is missing. */
function isUnavailable(error: unknown): error is Error {
  return (
    error instanceof SandboxNotInstalledError ||
    SandboxUnavailableError.isInstance(error) ||
    (hasCode(error) && error.code === 'ERR_MODULE_NOT_FOUND')
  );
}

function summarise(label: string, results: readonly CodeletResult[]): Trial {
  const first = results[0] as CodeletResult;
  const memories = results.flatMap(({ stats }) => stats.peak_memory_bytes ?? []);
  return {
    label,
    result: first,
    duration_ms: Math.round(median(results.map(({ duration_ms }) => duration_ms)) * 100) / 100,
    peak_memory_bytes: memories.length === 0 ? undefined : median(memories),
    steady: results.every((result) => isSame(first, result)),
  };
}

/** Of two in the middle the mean. */
function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

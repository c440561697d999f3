import { SandboxUnavailableError, type CodeletError } from '@codelets/core';
import { failure } from '@codelets/session';
import type { ResolvedRunOptions } from './options/run-options.js';
import type { Lease } from './pool/host-pool.js';
import { memoryClassOf } from './pool/memory-class.js';
import type { RunServices, Step } from './run-parts.js';

/** The error of a run that the caller did not want any more before there was anything to end. */
export function abortedEarly(): CodeletError {
  return failure('ABORTED', 'The caller aborted the run before it started');
}

/** Waits for a host; `waited_ms` is what the run has waited before. Never rejects. */
export async function acquireHost(
  { pool, queue_timeout_ms }: RunServices,
  { signal, limits, tenant }: ResolvedRunOptions,
  waited_ms = 0,
): Promise<Step<Lease>> {
  const memory_mb = memoryClassOf(limits.memory_mb);
  if (signal?.aborted) return { ok: false, error: abortedEarly() };
  const full = pool.full(memory_mb, tenant);
  if (full) {
    const whose = full.limit === 'pool.max_queue' ? 'runs' : 'runs of this tenant';
    const text = `Too many ${whose} are waiting for a host`;
    return { ok: false, error: failure('QUEUE_FULL', text, { details: { ...full } }) };
  }
  const { lease, abandon } = pool.acquire(memory_mb, tenant);
  const timeout = (): void => {
    const details = { limit: 'queue_timeout_ms', limit_value: queue_timeout_ms };
    const text = `No host was free for the run within ${queue_timeout_ms} ms`;
    abandon(new QueueError(failure('QUEUE_TIMEOUT', text, { details })));
  };
  // Node cuts fractions off: a run would be refused before its time.
  const timer = setTimeout(timeout, Math.max(1, Math.ceil(queue_timeout_ms - waited_ms)));
  const abort = (): void =>
    abandon(new QueueError(failure('ABORTED', 'The caller aborted the run in the queue')));
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return { ok: true, value: await lease };
  } catch (thrown) {
    return { ok: false, error: startFailure(thrown) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

const NOTICE_TURNS = 3;

/** Hosts that died together are noticed one after the other, within a few turns of the event loop. */
export async function othersNoticed(): Promise<void> {
  for (let turn = 0; turn < NOTICE_TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Ends a run that waits; carries the error of its result. */
export class QueueError extends Error {
  constructor(readonly failure: CodeletError) {
    super(failure.message);
  }
}

/** The error of a run that could not be started. */
export function startFailure(thrown: unknown): CodeletError {
  if (thrown instanceof QueueError) return thrown.failure;
  if (SandboxUnavailableError.isInstance(thrown)) return failure('SANDBOX_UNAVAILABLE', thrown.message);
  return failure('SANDBOX_CRASHED', 'No host could be started for the run');
}

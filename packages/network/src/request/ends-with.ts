import { NetworkRefusedError, type RefusalReason } from '../network-refused-error.js';

/**
 * Runs `work` until it ends, the time is over or one of the signals aborts, and answers at that moment, whatever the
 * work still waits for (a resolver cannot be stopped). Rejects with `NetworkRefusedError` alone.
 */
export async function endsWith<T>(
  signals: readonly AbortSignal[],
  timeout_ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = (reason: RefusalReason): void => controller.abort(new NetworkRefusedError(reason));
  const onAbort = (): void => stop('aborted');
  const timer = setTimeout(() => stop('timeout'), timeout_ms);
  for (const signal of signals) signal.addEventListener('abort', onAbort, { once: true });
  if (signals.some(({ aborted }) => aborted)) onAbort();
  try {
    return await new Promise<T>((resolve, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error), {
        once: true,
      });
      controller.signal.throwIfAborted();
      work(controller.signal).then(resolve, reject);
    });
  } catch (error) {
    throw NetworkRefusedError.isInstance(error) ? error : new NetworkRefusedError('failed', { cause: error });
  } finally {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener('abort', onAbort);
  }
}

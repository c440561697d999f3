/** `undefined` as soon as the signal is aborted: what nobody waits for any more may end when it likes. */
export async function unlessAborted<T extends object>(
  awaited: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  if (!signal) return awaited;
  let abort!: () => void;
  const aborted = new Promise<void>((resolve) => {
    abort = resolve;
  });
  signal.addEventListener('abort', abort, { once: true });
  try {
    const first = signal.aborted ? undefined : await Promise.race([awaited, aborted]);
    return signal.aborted ? undefined : (first ?? undefined);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Long for a loaded machine, short for somebody who waits: opening takes about 50 ms. */
const START_MS = 10_000;

/** Waits for a child that runs only trusted code so far; calls `expire` when it takes too long. */
export async function startDeadline<T>(answer: Promise<T>, expire: () => void): Promise<T> {
  const timer = setTimeout(expire, START_MS).unref();
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
  }
}

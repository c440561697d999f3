/** The service's own callbacks: what they throw is theirs and changes nothing here. */
export function quietly(callback: () => unknown): void {
  try {
    const returned = callback();
    if (returned instanceof Promise) returned.catch(() => undefined);
  } catch {
    // nothing: see above
  }
}

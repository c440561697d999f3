/** Looks again until something holds; fails after five seconds with what `explain` says. */
export async function waitUntil(
  holds: () => boolean,
  explain: () => string = () => 'it never came',
): Promise<void> {
  const until = performance.now() + 5000;
  while (!holds()) {
    if (performance.now() > until) throw new Error(explain());
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}

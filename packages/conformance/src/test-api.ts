/**
 * What the suite needs of a test runner; Jest, Vitest and others fit as they are. The suite brings no runner of its
 * own and imports none.
 */
export interface TestApi {
  readonly describe: (name: string, define: () => void) => void;
  /** `timeout` in milliseconds. Vitest gives the test a context with `skip`; the suite uses it where it is there. */
  readonly it: (name: string, test: (...context: unknown[]) => Promise<void>, timeout?: number) => void;
  readonly expect: Expect;
}

export type Expect = (actual: unknown) => Matchers;

/** The matchers that the suite uses, with the meaning that Jest gave them. */
export interface Matchers {
  readonly not: Matchers;
  toBe(expected: unknown): void;
  toStrictEqual(expected: unknown): void;
  toMatchObject(expected: object): void;
  toMatch(expected: RegExp | string): void;
  toContain(expected: unknown): void;
  toHaveLength(expected: number): void;
  toBeLessThan(expected: number): void;
  toBeLessThanOrEqual(expected: number): void;
  toBeGreaterThan(expected: number): void;
  toBeGreaterThanOrEqual(expected: number): void;
}

/** A test's context where the runner gives one. */
interface SkippingContext {
  skip?: (reason?: string) => unknown;
}

/** Skips the test that runs, with the reason. Where a runner cannot skip from within, the reason is printed. */
export function skipTest(context: unknown, reason: string): void {
  const { skip } = (context ?? {}) as SkippingContext;
  if (typeof skip === 'function') skip.call(context, reason);
  // oxlint-disable-next-line no-console -- the only way left to say that a test was not run
  else console.warn(`skipped: ${reason}`);
}

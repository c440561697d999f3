import { givesWhat } from '../checks.js';
import type { ConformanceCase, Check } from '../conformance-case.js';
import type { Expect } from '../test-api.js';

export interface RoundTrip {
  readonly name: string;
  /** Made anew for each use: nothing that a run did to it may make the comparison true. */
  readonly value: () => unknown;
  /** An expression over `input` that is true inside the codelet: what came in is the real thing there. */
  readonly inside: string;
  /** What else has to hold for the value that came back. */
  readonly back?: (value: never, expect: Expect) => void;
}

/** A value that goes in and comes back, judged inside and outside. */
export function roundTrip({ name, value, inside, back }: RoundTrip): ConformanceCase {
  const check: Check = givesWhat((outcome: { inside: unknown; value: never }, { expect }) => {
    expect(outcome.inside).toBe(true);
    expect(outcome.value).toStrictEqual(value());
    back?.(outcome.value, expect);
  });
  return {
    name,
    prepare: () => ({ input: value() }),
    source: `export async function main(input) { return { inside: ${inside}, value: input } }`,
    check,
  };
}

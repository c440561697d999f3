import fc from 'fast-check';
import type { CodeletPolicy } from '../policy/types.js';

const some = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });

/** Few of each, so that two policies often have something in common. */
export const ORIGINS = ['https://a.example', 'https://b.example:8443'];
export const PATHS = ['/', '/v1', '/v1/', '/v1/orders', '/v10', '/v1/orders/open'];
export const METHODS = ['GET', 'POST', 'DELETE'];

const capability = fc.record({
  call: fc.constant(() => 1),
  description: some(fc.constantFrom('Finds.', 'Saves.')),
  timeout_ms: some(fc.constantFrom(1, 500, 60_000)),
  max_calls: some(fc.constantFrom(0, 3, 1000)),
  max_concurrent: some(fc.constantFrom(1, 10, 1000)),
});

const rule = fc.record({
  origin: fc.constantFrom(...ORIGINS),
  methods: some(fc.uniqueArray(fc.constantFrom(...METHODS), { minLength: 1 })),
  path: some(fc.constantFrom(...PATHS)),
  headers: some(
    fc.dictionary(fc.constantFrom('x-a', 'x-b'), fc.constantFrom('one', 'two'), { noNullPrototype: true }),
  ),
});

const network = fc.record({
  allow: fc.array(rule, { maxLength: 4 }),
  allow_private_networks: some(fc.boolean()),
  max_response_bytes: some(fc.constantFrom(1, 5000)),
  timeout_ms: some(fc.constantFrom(5, 100_000)),
  max_requests: some(fc.constantFrom(1, 100)),
});

const named = <Value>(
  names: readonly string[],
  value: fc.Arbitrary<Value>,
): fc.Arbitrary<Record<string, Value>> =>
  fc.dictionary(fc.constantFrom(...names), value, { noNullPrototype: true });

/** Policies that `resolvePolicy` takes. */
export const arbitraryPolicy: fc.Arbitrary<CodeletPolicy> = fc.record({
  capabilities: some(named(['db', 'mail'], named(['find', 'save', 'send'], capability))),
  network: some(network),
  env: some(named(['A', 'B', 'C'], fc.constantFrom('', 'x', 'y'))),
  modules: some(
    named(
      ['lodash-es', '@a/b'],
      fc.oneof(fc.record({ source: fc.constantFrom('a', 'b') }), fc.record({ package: fc.constant('p') })),
    ),
  ),
  deterministic: some(fc.record({ seed: fc.constantFrom('s', 't'), now: fc.constantFrom(0, 1) })),
});

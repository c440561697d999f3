import { gives, givesWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';
import { roundTrip } from './round-trip.js';

const ROUND_TRIPS = [
  { name: 'null', value: () => null, inside: 'input === null' },
  { name: 'undefined', value: () => undefined, inside: 'input === undefined' },
  { name: 'booleans', value: () => [true, false], inside: 'input[0] === true && input[1] === false' },
  { name: 'negative zero', value: () => -0, inside: 'Object.is(input, -0)' },
  { name: 'NaN', value: () => NaN, inside: 'Number.isNaN(input)' },
  {
    name: 'infinities',
    value: () => [Infinity, -Infinity],
    inside: 'input[0] === 1 / 0 && input[1] === -1 / 0',
  },
  {
    name: 'numbers at the edges',
    value: () => [2 ** 53 - 1, -(2 ** 53), 5e-324, 1.7976931348623157e308, 0.1 + 0.2],
    inside: 'input[0] === Number.MAX_SAFE_INTEGER && input[2] === Number.MIN_VALUE && input[4] === 0.1 + 0.2',
  },
  {
    name: 'BigInt',
    value: () => [0n, -1n, 2n ** 200n],
    inside: 'input[2] === 2n ** 200n && typeof input[1] === "bigint"',
  },
  { name: 'the empty string', value: () => '', inside: 'input === ""' },
  {
    name: 'strings with every kind of unit',
    value: () => 'a\0\n\r\u2028\u2029"\\\u{1F600}\u007f</script>',
    inside: 'input.length === 20 && input.codePointAt(8) === 0x1f600',
  },
  {
    name: 'lone surrogates',
    value: () => ['\uD800', 'a\uDFFFb', '\uDC00\uD800'],
    inside: 'input[0].charCodeAt(0) === 0xd800 && input[2].length === 2',
  },
  { name: 'a lone surrogate as a key', value: () => ({ '\uD83D': 1 }), inside: 'input["\\uD83D"] === 1' },
  {
    name: 'boxed primitives',
    value: () => [Object(1), Object('two'), Object(true), Object(4n), Object(-0)],
    inside: 'input[1] instanceof String && typeof input[3] === "object" && input[3].valueOf() === 4n',
  },
  {
    name: "text that looks like the codec's own marks",
    value: () => ['#[1]', '=1', '{"$":-1}', { $: -1 }, { $: ['x', 'Error', '', null] }],
    inside: 'input[0] === "#[1]" && input[3].$ === -1',
  },
].map(roundTrip);

export const primitives: ConformanceGroup = {
  name: 'primitives',
  cases: [
    ...ROUND_TRIPS,
    { name: 'no return is undefined', source: 'export function main() {}', check: gives(undefined) },
    {
      name: 'an input that is not given is undefined',
      source: 'export const main = (...all) => [all.length, all[0]]',
      check: gives([2, undefined]),
    },
    {
      name: 'undefined as a property is kept apart from an absent one',
      source: 'export const main = () => ({ a: undefined })',
      check: givesWhat((value: object, { expect }) => expect(Object.keys(value)).toStrictEqual(['a'])),
    },
  ],
};

import { all, failsWhat, nextRunIsRight } from '../checks.js';
import type { ConformanceCase, ConformanceGroup } from '../conformance-case.js';

interface Thrown {
  readonly expression: string;
  readonly message: string | RegExp;
  /** What `details.thrown` has to be; `undefined` in a list means that the field is there and undefined. */
  readonly thrown?: readonly [unknown];
}

const VALUES: readonly Thrown[] = [
  { expression: '"just text"', message: 'just text', thrown: ['just text'] },
  { expression: '""', message: '', thrown: [''] },
  { expression: '42', message: '42', thrown: [42] },
  { expression: '-0', message: '-0', thrown: [-0] },
  { expression: '10n', message: '10n', thrown: [10n] },
  { expression: 'null', message: 'null', thrown: [null] },
  { expression: 'undefined', message: 'undefined', thrown: [undefined] },
  { expression: 'false', message: 'false', thrown: [false] },
  {
    expression: '({ status: 404, body: [1] })',
    message: '{ status: 404, body: [ 1 ] }',
    thrown: [{ status: 404, body: [1] }],
  },
  { expression: '[1, 2]', message: '[ 1, 2 ]', thrown: [[1, 2]] },
  { expression: 'new Map([[1, 2]])', message: 'Map(1) { 1 => 2 }', thrown: [new Map([[1, 2]])] },
  {
    expression: '({ code: 1, cause: "why", b: 2 })',
    message: `{ code: 1, cause: 'why', b: 2 }`,
    thrown: [{ code: 1, cause: 'why', b: 2 }],
  },
  { expression: 'Symbol("s")', message: 'Symbol(s)' },
  { expression: '() => 1', message: /Function/ },
  { expression: 'Promise.reject(1)', message: /Promise/ },
  { expression: '({ get a() { throw 1 } })', message: /Getter/ },
  { expression: '({ f() {} })', message: /Function: f/ },
  { expression: '"x".repeat(2 ** 20)', message: /^x{100,9000}…$/ },
  { expression: 'Object.create(null)', message: /null prototype/, thrown: [{}] },
  { expression: '({ message: "like an error", name: "Error", stack: "s" })', message: /like an error/ },
];

function thrownValue({ expression, message, thrown }: Thrown, isRejected: boolean): ConformanceCase {
  return {
    name: `${isRejected ? 'rejected' : 'thrown'} ${expression}`,
    source: isRejected
      ? `export const main = () => new Promise((_, reject) => reject(${expression}))`
      : `export function main() { throw ${expression} }`,
    check: failsWhat('RUNTIME_ERROR', (error, { expect }) => {
      if (typeof message === 'string') expect(error.message).toBe(message);
      else expect(error.message).toMatch(message);
      expect('name' in error).toBe(false);
      if (thrown) {
        expect(Object.keys(error.details ?? {})).toContain('thrown');
        expect(error.details?.['thrown']).toStrictEqual(thrown[0]);
      }
    }),
  };
}

export const thrownValues: ConformanceGroup = {
  name: 'thrown values that are no errors',
  cases: [
    ...VALUES.map((value) => thrownValue(value, false)),
    ...VALUES.slice(0, 12).map((value) => thrownValue(value, true)),
    {
      name: 'a thrown value with a spinning proxy costs no other run',
      needs: { global: 'Proxy' },
      source: `export function main() { throw new Proxy({}, { ownKeys() { throw 1 }, get() { throw 2 }, getPrototypeOf() { throw 3 } }) }`,
      check: all(
        failsWhat('RUNTIME_ERROR', () => undefined),
        nextRunIsRight,
      ),
    },
  ],
};

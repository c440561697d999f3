import { fails, failsWhat, givesWhat } from '../checks.js';
import type { Check, ConformanceGroup } from '../conformance-case.js';

/** The expression that a codelet returns, the path to what cannot cross, and what stands there. */
const REFUSED: readonly (readonly [result: string, path: string, found: string])[] = [
  ['() => 1', '$', 'a function'],
  ['class {}', '$', 'a function'],
  ['Symbol("s")', '$', 'a symbol'],
  ['{ user: { callback() {} } }', '$.user.callback', 'a function'],
  ['{ list: [1, 2, Symbol.iterator] }', '$.list[2]', 'a symbol'],
  ['{ "odd key": () => 1 }', '$["odd key"]', 'a function'],
  ['{ "quote\\"key": [() => 1] }', '$["quote\\"key"][0]', 'a function'],
  ['{ "": () => 1 }', '$[""]', 'a function'],
  ['{ a: { $: Symbol() } }', '$.a.$', 'a symbol'],
  ['{ later: Promise.resolve(1) }', '$.later', 'a promise'],
  ['[new WeakMap()]', '$[0]', 'a WeakMap'],
  ['[new WeakSet()]', '$[0]', 'a WeakSet'],
  ['{ gen: (function* () {})() }', '$.gen', 'a generator'],
  ['{ gen: (async function* () {})() }', '$.gen', 'an async generator'],
  ['{ boxed: Object(Symbol("s")) }', '$.boxed', 'a symbol'],
  ['new Error("e", { cause: () => 1 })', '$.cause', 'a function'],
  ['{ console }', '$.console.log', 'a function'],
];

const COLLECTIONS: readonly (readonly [name: string, result: string, at: RegExp])[] = [
  ['a value of a Map', '{ m: new Map([["k", () => 1]]) }', /^\$\.m\[?.*0/],
  ['a key of a Map', '{ m: new Map([[() => 1, 1]]) }', /^\$\.m\[?.*0/],
  ['an entry of a Set', '[new Set([1, () => 1])]', /^\$\[0\]\[?.*1/],
];

export const refusedResults: ConformanceGroup = {
  name: 'results that cannot cross',
  cases: [
    ...REFUSED.map(([result, path, found]) => ({
      name: result,
      source: `export const main = () => (${result})`,
      check: fails('INVALID_OUTPUT', { details: { path, found } }),
    })),
    ...COLLECTIONS.map(([name, result, at]) => ({
      name,
      source: `export const main = () => (${result})`,
      check: refusedAt(at),
    })),
    {
      name: 'far below: the path is cut and the run still ends',
      source: `export function main() {
        let value = () => 1; for (let i = 0; i < 5000; i += 1) value = { ['key' + i]: value }; return value }`,
      check: refusedAt(/^\$\.key4999\.key4998\./),
    },
    {
      name: 'a function with a false tag, a promise with a false prototype',
      source: `export const main = () => [Object.setPrototypeOf(Promise.resolve(1), Object.prototype)]`,
      check: givesOrRefuses(),
    },
  ],
};

function refusedAt(path: RegExp): Check {
  return failsWhat('INVALID_OUTPUT', ({ details }, { expect }) => {
    expect(String(details?.['path'])).toMatch(path);
    expect(details?.['found']).toBe('a function');
  });
}

/** A promise that hides its prototype is a plain object to look at; either answer gives nothing away. */
function givesOrRefuses() {
  const refused = fails('INVALID_OUTPUT');
  const given = givesWhat((value, { expect }) => expect(value).toStrictEqual([{}]));
  return (...[result, tools]: Parameters<typeof refused>) =>
    (result.outcome.ok ? given : refused)(result, tools);
}

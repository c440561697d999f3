import { gives } from '../checks.js';
import type { ConformanceCase, ConformanceGroup } from '../conformance-case.js';

/** Where engines were found to differ, or easily could: an expression and what it answers on every engine. */
const EXPRESSIONS: readonly (readonly [name: string, expression: string, expected: unknown])[] = [
  ['names in the order of a dictionary', `['b', 'B', 'ä', 'a', 'Z', 'z', 'résumé', 'resume', 'co-op', 'coop', '_a', '10', '9', ''].sort((x, y) => x.localeCompare(y))`, ['', '_a', '10', '9', 'a', 'ä', 'b', 'B', 'co-op', 'coop', 'resume', 'résumé', 'z', 'Z']],
  ['accents and ligatures in the order of a dictionary', `['cote', 'côte', 'coté', 'côté', 'è', 'é', 'ê', 'ä', 'å', 'ã', 'à', 'aé', 'æ', 'áe', 'ae'].sort((x, y) => x.localeCompare(y))`, ['à', 'å', 'ä', 'ã', 'ae', 'aé', 'áe', 'æ', 'cote', 'coté', 'côte', 'côté', 'é', 'è', 'ê']],
  ['localeCompare with options', `['a10'.localeCompare('a9', 'en', { numeric: true }), 'a'.localeCompare('Á', undefined, { sensitivity: 'base' }), 'a\\u0301'.localeCompare('á'), 'a'.localeCompare('A')]`, [1, 0, 0, -1]],
  ['numbers with groups of digits', `[1234567.891, 0, -1234.5, NaN, -0, 1e21, 1.0005, 0.0004, 999.9999].map((n) => n.toLocaleString())`, ['1,234,567.891', '0', '-1,234.5', 'NaN', '-0', '1,000,000,000,000,000,000,000', '1.001', '0', '1,000']],
  ['numbers with digits after the point', `[(5).toLocaleString('en-US', { minimumFractionDigits: 2 }), (1234.567).toLocaleString('en', { maximumFractionDigits: 1 }), 12345678901234567890n.toLocaleString()]`, ['5.00', '1,234.6', '12,345,678,901,234,567,890']],
  ['dates in English', `(() => { const d = new Date(Date.UTC(2020, 1, 29, 13, 4, 5)); const o = { timeZone: 'UTC' }; return [d.toLocaleString('en-US', o), d.toLocaleDateString('en-US', o), new Date(0).toLocaleTimeString('en-US', o)] })()`, ['2/29/2020, 1:04:05 PM', '2/29/2020', '12:00:00 AM']],
  ['what the last pattern found is in no static property', `(/(b)/.exec('abc'), Reflect.ownKeys(RegExp).filter((key) => /^\\$|last|Context|input/.test(String(key))))`, []],
  ['functions do not say where they come from', `['fileName', 'lineNumber', 'columnNumber'].filter((key) => key in console.log || key in main)`, []],
  ['no way to types that are no globals', `['toTemporalInstant', 'transferToImmutable'].filter((key) => key in Date.prototype || key in ArrayBuffer.prototype)`, []],
  ['the stack of an error can be hidden', `[undefined, 5, null, 'mine'].map((stack) => { const e = new Error('x'); e.stack = stack; return [e.stack, delete e.stack] })`, [[undefined, true], [5, true], [null, true], ['mine', true]]],
  ['sorting is stable', `(() => { const a = Array.from({ length: 500 }, (_, i) => ({ k: i % 7, i })); a.sort((x, y) => x.k - y.k); return a.every((v, i) => i === 0 || a[i - 1].k < v.k || a[i - 1].i < v.i) })()`, true],
  ['dates in the forms of the standard', `['2020-01-02', '2020-01-02T03:04:05.678Z', '2020-01-02T03:04:05+02:00', '2020-13-01', '+002020-01-01T00:00:00Z', 'Thu, 02 Jan 2020 03:04:05 GMT', ''].map((t) => Date.parse(t))`, [1577923200000, 1577934245678, 1577927045000, NaN, 1577836800000, 1577934245000, NaN]],
  ['patterns look behind, name, stick and know Unicode', `['$12 €34'.match(/(?<=\\$)\\d+/)[0], '2020-05'.replace(/(?<y>\\d+)-(?<m>\\d+)/, '$<m>/$<y>'), 'aXa'.replace(/a/y, '-'), 'aд1'.match(/\\p{L}/gu), /\\u212a/iu.test('k'), /a(?<x>b)?/d.exec('xab').indices.groups.x]`, ['12', '05/2020', '-Xa', ['a', 'д'], true, [2, 3]]],
  ['odd numbers as text', `[1e21, 1e-7, 0.1 + 0.2, (1.005).toFixed(2), (8.345).toFixed(2), (-1.5).toFixed(0), (123.456).toPrecision(4), (0).toExponential(), (0.5).toString(2), (255.5).toString(16)].join()`, '1e+21,1e-7,0.30000000000000004,1.00,8.35,-2,123.5,0e+0,0.1,ff.8'],
  ['classes with private names and static blocks', `(() => { class A { static #n = 1; #x = 2; static { A.init = A.#n + 1 } static has(o) { return #x in o } #p() { return this.#x } call() { return this.#p() } } try { A.prototype.call.call({}) } catch (e) { return [A.init, A.has(new A()), A.has({}), new A().call(), e.name] } })()`, [2, true, false, 2, 'TypeError']],
  ['JSON of odd values', `[JSON.stringify({ u: undefined, n: NaN, z: -0, d: new Date(0), m: new Map([[1, 2]]), t: new Uint8Array(2), s: '\\u2028\\ud800' }), Object.keys(JSON.parse('{"b":1,"2":1,"a":1,"1":1,"__proto__":1}'))]`, ['{"n":null,"z":0,"d":"1970-01-01T00:00:00.000Z","m":{},"t":{"0":0,"1":0},"s":"\u2028\\ud800"}', ['1', '2', 'b', 'a', '__proto__']]],
  ['what was caught is the same value', `(() => { const thrown = { code: 1, cause: { why: 2 }, b: 3 }; try { throw thrown } catch (e) { return [e, e === thrown] } })()`, [{ code: 1, cause: { why: 2 }, b: 3 }, true]],
  ['classes of the standards have their names', `[TextEncoder, TextDecoder, URL, URLSearchParams, Event, EventTarget, AbortController, AbortSignal].map((c) => c.name)`, ['TextEncoder', 'TextDecoder', 'URL', 'URLSearchParams', 'Event', 'EventTarget', 'AbortController', 'AbortSignal']],
]; // prettier-ignore

const expression = ([name, source, expected]: (typeof EXPRESSIONS)[number]): ConformanceCase => ({
  name,
  source: `export const main = () => ${source}`,
  check: gives(expected),
});

export const oneLanguage: ConformanceGroup = { name: 'one language', cases: EXPRESSIONS.map(expression) };

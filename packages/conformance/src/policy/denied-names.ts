import { failsWhat, showsNothingOfTheService } from '../checks.js';
import type { ConformanceCase, ConformanceGroup } from '../conformance-case.js';

/** What a codelet does, and what the denial has to name. */
const DENIED: readonly (readonly [use: string, named: RegExp])[] = [
  ['require("fs")', /^require/],
  ['module.exports', /^module/],
  ['exports.main', /^exports/],
  ['process.env', /^process/],
  ['process["exit"](0)', /^process/],
  ['(0, process)', /^process/],
  ['global.process', /^global/],
  ['Buffer.from("x")', /^Buffer/],
  ['__dirname', /^__dirname/],
  ['__filename', /^__filename/],
  ['setImmediate(() => {})', /^setImmediate/],
  ['fetch("data:,x")', /^fetch/],
  ['new XMLHttpRequest()', /^XMLHttpRequest/],
  ['new WebSocket("x")', /^WebSocket/],
  ['new Worker("x")', /^Worker/],
  ['WebAssembly.compile', /^WebAssembly/],
  ['new WebAssembly.Memory({ initial: 1 })', /^WebAssembly/],
  ['new SharedArrayBuffer(1)', /^SharedArrayBuffer/],
  ['Atomics.wait', /^Atomics/],
  ['window.top', /^window/],
  ['document.cookie', /^document/],
  ['localStorage.x', /^localStorage/],
  ['Deno.env', /^Deno/],
  ['Bun.file', /^Bun/],
  ['({ process })', /^process/],
  ['[...require("fs")]', /^require/],
  ['`${process}`', /^process/],
  ['((x = process) => x)()', /^process/],
  ['import.meta.url', /^import\.meta/],
  ['eval("1")', /^eval/],
  ['(0, eval)("1")', /^eval/],
  ['globalThis.eval("1")', /^eval/],
  ['Function("return 1")', /^Function/],
  ['new Function("return 1")', /^Function/],
  ['Reflect.construct(Function, ["return 1"])', /^Function/],
  ['(class extends Function {}).constructor("1")', /Function/],
  ['(() => {}).constructor("return 1")', /Function/],
  ['(async () => {}).constructor("return 1")', /AsyncFunction/],
  ['(function* () {}).constructor("return 1")', /GeneratorFunction/],
  ['(async function* () {}).constructor("return 1")', /AsyncGeneratorFunction/],
  ['Object.getPrototypeOf(async () => {}).constructor("1")', /AsyncFunction/],
  ['[].map.constructor("return 1")', /Function/],
  ['setTimeout("1", 1)', /string/],
  ['setInterval("1", 1)', /string/],
  ['await import("fs")', /^import/],
  ['await import("node:fs")', /^import/],
  ['await import("data:text/javascript,export default 1")', /^import/],
];

const denied = ([use, named]: (typeof DENIED)[number]): ConformanceCase => ({
  name: use,
  source: `export async function main() {\n  return ${use};\n}`,
  check: failsWhat('POLICY_VIOLATION', (error, tools, { violations }) => {
    const { expect } = tools;
    expect(String(error.details?.['denied'])).toMatch(named);
    expect(error.message).toContain(String(error.details?.['denied']));
    expect(error.name).toBe('PolicyViolation');
    expect(error.location?.line).toBe(2);
    expect(violations).toBe(1);
    showsNothingOfTheService(error, tools);
  }),
});

/** Static imports: known when the source is compiled. */
const IMPORTS: readonly (readonly [source: string, named: string])[] = [
  ['import fs from "fs"', 'fs'],
  ['import "node:child_process"', 'node:child_process'],
  ['import * as x from "./other.js"', './other.js'],
  ['export { main } from "lodash"', 'lodash'],
  ['export * from "http"', 'http'],
];

export const deniedNames: ConformanceGroup = {
  name: 'what was not given is denied by name',
  cases: [
    ...DENIED.map(denied),
    ...IMPORTS.map(([statement, named]): ConformanceCase => ({
      name: statement,
      source: `\n${statement};\nexport const other = () => 1`,
      check: failsWhat('POLICY_VIOLATION', ({ details, location }, { expect }, { violations, logs }) => {
        expect(String(details?.['denied'])).toMatch(/^import/);
        expect(String(details?.['denied'])).toContain(named);
        expect(location?.line).toBe(2);
        expect([violations, logs.length]).toStrictEqual([1, 0]);
      }),
    })),
    {
      name: "in the module's own code",
      source: 'const fs = require("fs"); export const main = () => fs',
      check: failsWhat('POLICY_VIOLATION', ({ details }, { expect }) =>
        expect(details).toStrictEqual({ denied: 'require' }),
      ),
    },
    {
      name: 'with its place on the first line',
      source: 'export const main = () => { String(1); process.env }',
      check: failsWhat('POLICY_VIOLATION', ({ location, stack }, { expect }) => {
        expect([location?.line, location?.column]).toStrictEqual([1, 40]);
        expect(stack).toContain('at main (codelet.js:1:40)');
      }),
    },
    {
      name: 'in a timer: counted, and the run goes on',
      source: `export const main = () => new Promise((resolve) => { setTimeout(() => process, 1); setTimeout(() => resolve('on'), 10) })`,
      check: ({ outcome, violations }, { expect }) => {
        expect(outcome).toStrictEqual({ ok: true, value: 'on' });
        expect(violations).toBe(1);
      },
    },
    {
      name: 'as a rejection that main returns',
      source: 'export const main = () => Promise.resolve().then(() => process.env)',
      check: failsWhat('POLICY_VIOLATION', ({ details }, { expect }) =>
        expect(details).toStrictEqual({ denied: 'process' }),
      ),
    },
  ],
};

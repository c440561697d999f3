import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const settersTakeWhatThePreludeWrites = codelet({
  class: 'pollution',
  name: "setters on Object.prototype for every word of the prelude's messages",
  modelled_on: 'GHSA-9qj6-qjgg-37qq, asked of the prelude',
  source: `export async function main() {
  const taken = []; let on = true;
  for (const key of ['t', 'level', 'message', 'at', 'count', 'name', 'ms', 'error', 'denied', 'is_error', 'stack', 'line', 'column', 'data', 'cause', 'code', 'errors', 'path', 'found', 'bytes', 'id', 'callback', 'values', 'interval', 'due', 'input', 'globals', 'seed', 0, 1, 2])
    Object.defineProperty(Object.prototype, key, { __proto__: null, configurable: true, get() { return undefined }, set(v) { if (on) { on = false; taken.push(String(key)); probe(v, String(key)); probe(this, 'this'); on = true } } });
  console.log({ a: [1] }, new Map([[1, 2]]), new Error('x')); setTimeout(() => {}, 1); structuredClone([{ a: 1 }, new Set([1])]); try { process } catch {} await null;
  on = false; for (const key of Reflect.ownKeys(Object.prototype)) if (/^(t|level|message|at|count|name|ms|error|denied|is_error|stack|line|column|data|cause|code|errors|path|found|bytes|id|callback|values|interval|due|input|globals|seed|0|1|2)$/.test(String(key))) delete Object.prototype[key];
  return taken;
}`,
  probed: true,
  outcome: gives([]),
});

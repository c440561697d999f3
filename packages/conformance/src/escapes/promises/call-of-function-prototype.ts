import { attack } from '../attack.js';

export const callOfFunctionPrototype = attack({
  class: 'promises',
  name: 'Function.prototype.call sees what promise methods call',
  modelled_on: 'GHSA-99p7-6v5w-7xg8: vm2 called what the guest may replace',
  attempt: `
    const seen = []; for (const key of ['call', 'apply', 'bind']) { const before = Function.prototype[key]; Function.prototype[key] = function (...args) { seen.push(this, ...args); return Reflect.apply(before, this, args) } }
    const odd = async () => { const e = new Error(); e.name = Symbol(); return e.stack };
    await odd().catch((e) => probe(e, 'reason')); Promise.resolve(1).finally(() => {}); new Promise((r) => r()).then(() => {}); await Promise.allSettled([odd()]); console.log({}); try { globalThis.Buffer?.from('x') } catch {} 
    for (const value of seen) { probe(value, 'seen'); if (typeof value === 'object') for (const key of Object.keys(value ?? {}).slice(0, 20)) probe(value[key], key) }`,
});

import { attack } from '../attack.js';

export const applyTrapInStackFormatting = attack({
  class: 'proxies',
  name: 'the argument list of an apply trap, called while a stack is formatted',
  modelled_on: 'CVE-2023-32314',
  needs: { global: 'Proxy' },
  attempt: `
    const seen = (...values) => { for (const v of values) { probe(v, 'trap argument'); if (Array.isArray(v)) for (const x of v) probe(x, 'element') } };
    const f = new Proxy(() => '', { apply(target, self, list) { seen(target, self, list); probe(list.constructor, 'list.constructor', true); return '' }, get(target, key, receiver) { seen(receiver); return target[key] } });
    for (const key of ['name', 'message', 'cause', 'stack', 'constructor']) for (const value of [{ toString: f }, { [Symbol.toPrimitive]: f }, f]) { const e = new Error('x'); try { Object.defineProperty(e, key, { value, configurable: true, writable: true }); void e.stack; String(e); console.log(e); \`\${e}\` } catch (x) { probe(x, 'x') } }
    for (const act of [() => [1].map(f), () => console.log(f), () => setTimeout(f, 1), () => helpers.each?.([1], f), () => 'a'.replace(/a/, f), () => structuredClone({ get a() { return f() } }), () => JSON.stringify({ toJSON: f }), () => globalThis.Buffer?.from({ valueOf: f })]) try { probe(act(), 'answer') } catch (x) { probe(x, 'x') }`,
});

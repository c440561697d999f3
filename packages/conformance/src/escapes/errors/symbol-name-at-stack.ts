import { attack } from '../attack.js';

export const symbolNameAtStack = attack({
  class: 'errors',
  name: 'a stack that cannot be formatted, because the name is a symbol',
  modelled_on: 'CVE-2023-29017 and CVE-2023-30547: the formatter of the host throws an error of the host',
  attempt: `
    const e = new Error(); e.name = Symbol();
    try { void e.stack } catch (thrown) { probe(thrown, 'thrown') }
    try { e.message = { toString() { throw new Error('m') } }; void e.stack; String(e) } catch (thrown) { probe(thrown, 'thrown') }
    for (const C of [TypeError, RangeError, AggregateError, class extends Error {}]) { const o = new C([]); Object.defineProperty(o, 'name', { value: Symbol.iterator }); Object.defineProperty(o, 'message', { get() { throw o } }); try { probe(o.stack, 'stack'); \`\${o.stack}\` } catch (thrown) { probe(thrown, 'thrown') } }`,
});

import { attack } from '../attack.js';

export const trapsSeeTheService = attack({
  class: 'proxies',
  name: 'what every trap is called with by the service',
  modelled_on: 'class: vm2 category 6, proxies at the boundary',
  needs: { global: 'Proxy' },
  attempt: `
    const handler = new Proxy({}, { get(_, trap) { return function (...args) { for (const v of args) probe(v, \`argument of \${String(trap)}\`); probe(this, \`handler of \${String(trap)}\`); return Reflect[trap](...args) } } });
    for (const target of [{}, [], () => 1, new Error('x'), new Map(), class {}, Promise.resolve(1)]) { const p = new Proxy(target, handler);
      for (const act of [() => console.log(p, '%o', p), () => helpers.logger.info(p), () => structuredClone(p), () => setTimeout(p), () => new URLSearchParams(p), () => globalThis.Buffer?.from(p), () => { throw p }, () => Promise.resolve(p).then((v) => probe(v)), () => helpers.each?.([1], p), () => Reflect.construct(Object, [], p), () => new URL(p), () => new Event('x', p), () => crypto.getRandomValues(p)]) { try { probe(act(), 'answer') } catch (e) { probe(e, 'error') } } }`,
});

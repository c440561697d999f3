import { attack } from '../attack.js';

export const trapsThrowFunctions = attack({
  class: 'proxies',
  name: 'traps that throw functions, which are called with what they catch',
  modelled_on: 'class: vm2 issue 178',
  needs: { global: 'Proxy' },
  attempt: `
    const thrown = (f) => { probe(f, 'given'); return f?.constructor };
    const traps = ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'defineProperty', 'isExtensible', 'set', 'apply', 'construct'];
    for (const trap of traps) { const p = new Proxy(class {}, { [trap]() { throw thrown } });
      for (const act of [() => console.log(p), () => structuredClone(p), () => globalThis.Buffer?.from(p), () => helpers.logger.info({ p }), () => helpers.each?.(p, p), () => new p(), () => p(), () => { throw p }]) { try { act() } catch (e) { probe(e, trap); if (e === thrown) try { probe(e(console.log), 'x') } catch (x) { probe(x, 'x') } } } }`,
});

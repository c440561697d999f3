import { attack } from '../attack.js';

export const forAwaitAndClosing = attack({
  class: 'async-generators',
  name: 'for await whose iterator fails while it is closed',
  modelled_on: 'class: CVE-2026-45411, asked of loops',
  attempt: `
    const odd = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    for (const close of [() => odd(), () => ({ then: odd }), () => Promise.reject(odd), async () => odd(), () => ({ get then() { odd(); return undefined } })]) for (const leave of ['break', 'throw', 'return']) { try { await soon((async () => { for await (const x of { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false, value: 1 }), return: close }) }) { if (leave === 'break') break; if (leave === 'throw') throw new Error('x'); return x } })()) } catch (e) { probe(e, leave) } }`,
});

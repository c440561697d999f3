import { attack } from '../attack.js';

export const prototypeOfResults = attack({
  class: 'async-generators',
  name: 'iterator results, queues and requests of async generators',
  modelled_on: 'class: objects that the engine makes while nobody runs',
  attempt: `
    const g = (async function* () { const sent = yield 1; probe(sent, 'sent'); try { yield { then: (r) => { probe(r, 'r'); r(2) } } } finally { yield 3 } })();
    const all = [g.next(input), g.next(helpers), g.return({ then(r) { probe(r, 'r'); r(4) } }), g.throw(new Error('late')), g.next()];
    for (const p of all) { probe(p, 'promise'); await p.then((r) => { probe(r, 'result'); probe(r.value, 'value'); probe(Object.getPrototypeOf(r), 'its prototype') }, (e) => probe(e, 'reason')) }
    Object.defineProperty(Object.prototype, 'then', { configurable: true, get() { probe(this, 'this of then'); return undefined } }); try { for await (const x of (async function* () { yield {}; yield [] })()) probe(x, 'x') } finally { delete Object.prototype.then }`,
});

import { attack } from '../attack.js';

export const speciesOfAsyncFunction = attack({
  class: 'promises',
  name: 'the species of the promise of an async function',
  modelled_on: 'CVE-2023-37466',
  attempt: `
    const odd = async () => { const e = new Error(); e.name = Symbol(); return e.stack };
    const spy = (executor) => { probe(executor, 'executor'); executor((v) => probe(v, 'value'), (e) => probe(e, 'reason')) };
    function Fake(executor) { spy(executor) }
    const p = odd(); p.constructor = { [Symbol.species]: Fake }; try { p.then() } catch (e) { probe(e, 'refusal') }
    const q = odd(); Object.defineProperty(q, 'constructor', { get: () => ({ [Symbol.species]: Fake }) }); try { q.then(); q.catch(); q.finally() } catch (e) { probe(e, 'refusal') }
    await null; await null;`,
});

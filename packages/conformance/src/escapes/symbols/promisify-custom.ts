import { attack } from '../attack.js';

export const promisifyCustom = attack({
  class: 'symbols',
  name: 'the other symbols that Node looks up on objects',
  modelled_on: 'GHSA-47x8-96vw-5wg6: nodejs.util.promisify.custom, nodejs.rejection and others',
  attempt: `
    const spy = function (...args) { probe(this, 'this'); args.forEach((a) => probe(a, 'argument')); return args[0] };
    for (const name of ['nodejs.util.promisify.custom', 'nodejs.rejection', 'nodejs.stream.inspect', 'nodejs.dispose', 'nodejs.asyncDispose', 'nodejs.webstream.kControllerErrorFunction', 'nodejs.worker_threads.untransferable', 'messaging_clone_symbol', 'vm2.internal', 'undici.globalDispatcher.1']) { const key = Symbol.for(name); for (const thing of [setTimeout, console.log, helpers, globalThis, EventTarget.prototype]) probe(thing[key], name); const o = { [key]: spy, get [Symbol.for('x')]() { return spy() } }; try { console.log(o); structuredClone(o); setTimeout(Object.assign(() => {}, { [key]: spy }), 1); new EventTarget().addEventListener('x', o) } catch (e) { probe(e, name) } for (const p of [Object.prototype, Function.prototype]) Object.defineProperty(p, key, { configurable: true, get() { probe(this, 'this'); return spy } }) }
    await soon(new Promise(() => {}));`,
});

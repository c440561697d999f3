import { attack } from '../attack.js';
import { heldOrStopped } from '../outcomes.js';

export const ofTheGlobalObject = attack({
  class: 'proxies',
  name: 'proxies and Reflect with the global object as target and receiver',
  modelled_on: 'class: global proxies of node:vm (`this` is not what it seems)',
  needs: { global: 'Proxy' },
  options: { timeout_ms: 600 },
  attempt: `
    const p = new Proxy(globalThis, { get(t, k, r) { probe(t, 'target'); probe(r, 'receiver'); return Reflect.get(t, k, globalThis) }, getOwnPropertyDescriptor(t, k) { const d = Reflect.getOwnPropertyDescriptor(t, k); probe(d?.value, String(k)); return d } });
    for (const key of Reflect.ownKeys(p)) try { probe(p[key], String(key)) } catch (e) { probe(e, 'e') }
    for (const act of [() => Object.create(globalThis).constructor, () => Reflect.set(globalThis, 'x1', 1, p), () => Object.getOwnPropertyDescriptors(p), () => ({ ...p }), () => Object.assign({}, globalThis), () => Object.setPrototypeOf(globalThis, p), () => Object.setPrototypeOf({}, globalThis), () => Reflect.get(globalThis, 'process', p), () => JSON.stringify(p)]) try { probe(act(), 'answer') } catch (e) { probe(e, 'e') }`,
  outcome: heldOrStopped,
});

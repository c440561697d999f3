import { attack } from '../attack.js';
import { heldOrStopped } from '../outcomes.js';

export const getPrototypeOfInAPattern = attack({
  class: 'proxies',
  name: 'a thrown proxy whose getPrototypeOf exhausts the stack, caught by a pattern',
  modelled_on: 'CVE-2023-30547',
  needs: { boundary: true, global: 'Proxy' },
  options: { timeout_ms: 600 },
  attempt: `
    const overflow = () => { (function stack() { new Error().stack; stack() })() };
    const odd = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    for (const trap of [odd, overflow]) { try { throw new Proxy({}, { getPrototypeOf: trap }) } catch ({ constructor: c }) { probe(c, 'constructor', true); probe(c.constructor, 'its constructor', true) }
    try { throw new Proxy({}, { getPrototypeOf: trap, get: trap }) } catch (e) { try { probe(e.constructor, 'constructor', true) } catch (x) { probe(x, 'x') } } }`,
  outcome: heldOrStopped,
});

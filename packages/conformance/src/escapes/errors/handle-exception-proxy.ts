import { attack } from '../attack.js';
import { heldOrStopped } from '../outcomes.js';

export const handleExceptionProxy = attack({
  class: 'errors',
  name: 'a thrown proxy whose getPrototypeOf throws a proxy',
  modelled_on: 'CVE-2023-30547',
  needs: { global: 'Proxy' },
  options: { timeout_ms: 600 },
  attempt: `
    const handler = { getPrototypeOf() { (function stack() { new Error().stack; stack() })() } };
    try { throw new Proxy({}, handler) } catch (e) { probe(e, 'thrown'); try { probe(e.constructor, 'constructor', true) } catch (x) { probe(x, 'x') } }`,
  outcome: heldOrStopped,
});

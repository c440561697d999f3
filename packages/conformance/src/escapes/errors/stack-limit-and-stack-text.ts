import { attack } from '../attack.js';
import { heldOrStopped } from '../outcomes.js';

export const stackLimitAndStackText = attack({
  class: 'errors',
  name: 'a stack that is read near the end of the stack',
  modelled_on: 'CVE-2021-23555 and CVE-2023-30547: errors inside the formatting of errors',
  needs: { boundary: true },
  options: { timeout_ms: 600 },
  attempt: `
    let left = 300;
    const dive = () => { try { dive() } catch (e) { if (left > 0) { left -= 1; probe(e, 'error'); try { const x = new Error('x'); x.name = Symbol(); void x.stack } catch (x) { probe(x, 'formatting') } try { void new Error('y').stack } catch (x) { probe(x, 'formatting') } } throw e } };
    try { dive() } catch (e) { probe(e, 'outermost') }`,
  outcome: heldOrStopped,
});

import { attack } from '../attack.js';
import { heldOrStopped } from '../outcomes.js';

export const temporaryNamesOfTheRewriter = attack({
  class: 'errors',
  name: "a catch parameter that clashes with the rewriter's temporary name",
  modelled_on: 'CVE-2023-29199',
  // Node 20 formats an error at the end of the stack with an error of its own realm.
  needs: { boundary: true },
  options: { timeout_ms: 600 },
  attempt: `
    let aVM2_INTERNAL_TMPNAME = {};
    const odd = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    const stack = () => { new Error().stack; stack() };
    try { odd() } catch (a$tmpname) { probe(a$tmpname, 'caught') }
    try { stack() } catch (a$tmpname) { probe(a$tmpname, 'caught') }
    probe(aVM2_INTERNAL_TMPNAME, 'own');`,
  outcome: heldOrStopped,
});

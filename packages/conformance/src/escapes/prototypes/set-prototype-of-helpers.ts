import { attack } from '../attack.js';

export const setPrototypeOfHelpers = attack({
  class: 'prototypes',
  name: 'setPrototypeOf, defineProperty and delete on what was handed in',
  modelled_on: "GHSA-vwrp-x96c-mhwq: write traps reach the host's intrinsics",
  attempt: `
    const targets = [helpers, helpers.logger, helpers.logger.info, console, console.log, input, granted, granted.list, setTimeout];
    const chain = new Set(); for (const target of targets) for (let at = target; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) chain.add(at);
    for (const at of chain) {
      for (const act of [() => Object.setPrototypeOf(at, { get x() { probe(this, 'this'); return 1 } }), () => Object.defineProperty(at, 'constructor', { get() { probe(this, 'this'); return Object } }), () => { at.polluted = 1 }, () => { delete at.constructor }, () => Object.freeze(at), () => Object.preventExtensions(at)]) { try { probe(act(), 'answer') } catch (e) { probe(e, 'refusal') } }
      probe(at, 'at');
    }`,
});

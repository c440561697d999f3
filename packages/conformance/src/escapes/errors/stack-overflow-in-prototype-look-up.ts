import { attack } from '../attack.js';
import { heldOrStopped } from '../outcomes.js';

export const stackOverflowInPrototypeLookUp = attack({
  class: 'errors',
  name: 'a stack overflow while a thrown value is looked at',
  modelled_on: 'CVE-2023-30547',
  // Node 20 formats an error at the end of the stack with an error of its own realm.
  needs: { boundary: true },
  options: { timeout_ms: 600 },
  attempt: `
    const recurse = () => { new Error().stack; recurse() };
    const shapes = [{ get constructor() { return recurse() } }, { get message() { return recurse() }, get name() { return recurse() } }, Object.defineProperty(new Error(), 'stack', { get: recurse }), Object.defineProperty(new AggregateError([]), 'errors', { get: recurse }), { [Symbol.toPrimitive]: recurse }];
    for (const shape of shapes) { try { throw shape } catch (e) { try { e.constructor; e.message; e.stack; \`\${e}\` } catch (x) { probe(x, 'overflow') } } await Promise.reject(shape).catch((e) => { try { e.constructor; e.stack } catch (x) { probe(x, 'overflow') } }) }`,
  outcome: heldOrStopped,
});

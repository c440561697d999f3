import { attack } from '../attack.js';
import { heldOrStopped } from '../outcomes.js';

export const stackLimitDeepCallbacks = attack({
  class: 'errors',
  name: 'the end of the stack in every kind of callback',
  modelled_on: 'class: callbacks that natives call at the end of the stack',
  options: { timeout_ms: 600 },
  attempt: `
    const ways = [(f) => [1, 2].sort(f), (f) => [1].map(f), (f) => 'a'.replace(/a/, f), (f) => JSON.parse('[1]', f), (f) => JSON.stringify([1], f), (f) => Array.from([1], f), (f) => new Promise(f), (f) => new Map([[1, 1]]).forEach(f), (f) => Reflect.construct(f, []), (f) => \`\${{ toString: f }}\`, (f) => +{ valueOf: f }, (f) => ({ get a() { return f() } }).a, (f) => [...{ [Symbol.iterator]: f }], (f) => 1 instanceof { [Symbol.hasInstance]: f }, (f) => Object.defineProperty([], 0, { set: f })[0] = 1, (f) => [1].reduce(f, 0), (f) => new Uint8Array([1]).map(f)];
    for (const way of ways) { const f = function () { return way(f) }; try { f() } catch (e) { probe(e, String(way)) } }`,
  outcome: heldOrStopped,
});

import { attack } from '../attack.js';

export const thisOfPlainCalls = attack({
  class: 'host-functions',
  name: '`this` of plain calls, callbacks of natives and timers',
  modelled_on: 'class: sloppy `this` is the global object of the host',
  attempt: `
    const see = function (...args) { probe(this, 'this'); for (const a of args) probe(a, 'argument'); return 0 };
    see(); (0, see)(); Reflect.apply(see, undefined, []); [2, 1].sort(see); [1].forEach(see); 'a'.replace(/a/, see); JSON.stringify({ a: 1 }, see); JSON.parse('[1]', see); Array.from([1], see); new Promise(see); new Map([[1, 2]]).forEach(see); Reflect.construct(see, []); Object.defineProperty({}, 'x', { get: see }).x;
    await new Promise((resolve) => setTimeout(function (...args) { see.apply(this, args); resolve() }, 1, 'a')); await new Promise((resolve) => queueMicrotask(function (...args) { see.apply(this, args); resolve() }));
    probe(setTimeout(() => {}, 1), 'timer'); probe(setInterval(() => {}, 1e6), 'interval');`,
});

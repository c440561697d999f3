import { attack } from '../attack.js';

export const fromAsyncOfForeignArray = attack({
  class: 'constructors',
  name: 'Array.fromAsync with callbacks that fail',
  modelled_on: 'class: vm2 category 19, a promise that no wrapper sees',
  attempt: `
    const odd = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    for (const maker of [Array, Object.getPrototypeOf(Object.entries({})).constructor, input.data.constructor]) {
      if (typeof maker.fromAsync !== 'function') continue;
      for (const mapper of [odd, () => { throw { toString: odd } }, () => ({ then(resolve) { odd(); resolve() } })]) await maker.fromAsync([0], mapper).catch((e) => { probe(e, 'rejection'); probe(e.error, 'error'); probe(e.suppressed, 'suppressed') });
    }`,
});

import { attack } from '../attack.js';

export const patchedThenLetsErrorsThrough = attack({
  class: 'promises',
  name: 'catch callbacks of a promise whose then was replaced by the native one',
  modelled_on: 'GHSA-99p7-6v5w-7xg8 (CVE-2026-22709)',
  attempt: `
    const odd = async () => { const e = new Error(); e.name = Symbol(); return e.stack };
    const see = (e) => probe(e, 'reason');
    const natives = []; for (let proto = Object.getPrototypeOf(odd()); proto && proto !== Object.prototype; proto = Object.getPrototypeOf(proto)) natives.push(proto);
    for (const proto of natives) for (const key of ['then', 'catch', 'finally']) { const f = Object.getOwnPropertyDescriptor(proto, key)?.value; if (!f) continue; const p = odd(); try { Reflect.apply(f, p, key === 'then' ? [undefined, see] : [see]) } catch (e) { probe(e, 'refusal') } p.catch(see); }
    Promise.prototype.then = function (a, b) { return { then: a, catch: b } }; odd().catch(see); await null;`,
});

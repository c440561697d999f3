import { attack } from '../attack.js';

export const inspectCustom = attack({
  class: 'symbols',
  name: "Symbol.for('nodejs.util.inspect.custom') on what is logged",
  modelled_on: 'CVE-2023-37903 and CVE-2023-32313',
  attempt: `
    const custom = Symbol.for('nodejs.util.inspect.custom'); const spy = function (...args) { probe(this, 'this'); args.forEach((a, i) => { probe(a, \`argument \${i}\`); for (const key of Object.keys(Object(a))) probe(a[key], key) }); return { [custom]: spy } };
    for (const o of [{ [custom]: spy }, Object.assign(() => 1, { [custom]: spy }), new (class { [custom](...a) { return spy(...a) } })(), Object.assign(new Error('x'), { [custom]: spy }), { a: { [custom]: spy }, inspect: spy }]) { console.log(o, '%o %O %s %j', o, o, o, o); helpers.logger.error(o); try { structuredClone(o) } catch (e) { probe(e, 'clone') } try { throw o } catch (e) { probe(e, 'e') } for (const helper of Object.values(helpers)) if (typeof helper === 'function') try { await soon(Promise.resolve(helper(o)).catch((e) => probe(e))) } catch (e) { probe(e, 'e') } }
    for (const p of [Object.prototype, Function.prototype, Error.prototype]) p[custom] = spy; console.log({ a: [() => 1] }, new Error('y'), input);`,
});

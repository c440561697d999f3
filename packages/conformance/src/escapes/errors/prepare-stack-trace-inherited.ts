import { attack } from '../attack.js';

export const prepareStackTraceInherited = attack({
  class: 'errors',
  name: 'prepareStackTrace that is inherited, a getter, or on a subclass',
  modelled_on: 'CVE-2022-36067',
  attempt: `
    const seen = [];
    const prepare = (e, s) => { seen.push(s); probe(s, 'sites'); for (const site of s ?? []) try { probe(site.getThis?.(), 'this'); probe(site.getFunction?.(), 'function') } catch (x) { probe(x, 'x') } return s };
    class Mine extends Error { static get prepareStackTrace() { return prepare } }
    for (const target of [Object.prototype, Function.prototype]) try { Object.defineProperty(target, 'prepareStackTrace', { configurable: true, get() { probe(this, 'this'); return prepare }, set(v) { probe(v, 'set') } }) } catch (e) { probe(e, 'refusal') }
    for (const act of [() => { delete Error.prepareStackTrace }, () => { Error.prepareStackTrace = undefined }, () => Object.defineProperty(Error, 'prepareStackTrace', { get: () => prepare }), () => Reflect.set(Error, 'prepareStackTrace', prepare, Mine), () => Object.setPrototypeOf(Error, Mine)]) { try { act() } catch (e) { probe(e, 'refusal') } for (const C of [Error, TypeError, Mine]) { const { stack } = new C('x'); for (const site of Array.isArray(stack) ? stack : []) probe(site, 'site') } }
    for (const list of seen) probe(list, 'list');`,
});

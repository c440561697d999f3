import type { ConformanceGroup } from '../conformance-case.js';
import { escape } from './escape.js';

export const escapesByFunctions: ConformanceGroup = {
  name: 'escapes by functions and values',
  cases: [
    escape(
      'constructors of everything that was handed in',
      `
      for (const [label, v] of Object.entries({ input, helpers, granted, main, data: input.data, error: input.error })) probe(v, label);
      probe(helpers.logger, 'logger'); probe(helpers.logger.info, 'info');`,
    ),
    escape(
      'constructors of every global',
      `
      for (const key of Reflect.ownKeys(globalThis)) { probe(globalThis[key], String(key)); try { probe(globalThis[key].prototype, String(key)) } catch {} }`,
    ),
    escape(
      '`this` of sloppy-looking calls',
      `
      probe((function () { return this })(), 'this'); probe((() => this)(), 'arrow this'); probe(Reflect.apply(function () { return this }, undefined, []), 'apply');`,
    ),
    escape(
      'callers and callees of functions of the service',
      `
      for (const f of [console.log, setTimeout, queueMicrotask, structuredClone, eval, Function, main]) {
        for (const key of ['caller', 'arguments', 'callee']) { try { probe(f[key], key) } catch {} }
        for (const key of Reflect.ownKeys(f)) { try { probe(f[key], String(key)) } catch {} }
      }
      (function spy() { try { probe(spy.caller, 'caller') } catch {} })();`,
    ),
    escape(
      'what timers and microtasks are called with',
      `
      await new Promise((resolve) => setTimeout(function (...args) { probe(this, 'this of a timer'); args.forEach((a) => probe(a, 'argument')); resolve() }, 1));
      await new Promise((resolve) => queueMicrotask(function (...args) { probe(this, 'this of a microtask'); args.forEach((a) => probe(a, 'argument')); resolve() }));
      probe(setTimeout(() => {}, 1), 'timer id');`,
    ),
    escape(
      'promise species',
      `
      class Mine extends Promise { static get [Symbol.species]() { return function (executor) { executor((v) => probe(v, 'resolve'), (v) => probe(v, 'reject')) } } }
      const p = Mine.resolve(1); p.then(() => {}); Promise.prototype.constructor = { [Symbol.species]: function (executor) { probe(executor, 'executor'); executor(() => {}, () => {}) } };
      const q = (async () => 1)(); q.constructor = { [Symbol.species]: function (executor) { probe(executor, 'executor'); executor(() => {}, () => {}) } }; q.then(() => {}); try { await import('x') } catch (e) { probe(e, 'import error') }`,
    ),
    escape(
      "a patched Promise.prototype.then that sees the service's callbacks",
      `
      const then = Promise.prototype.then;
      Promise.prototype.then = function (...callbacks) { callbacks.forEach((c) => { probe(c, 'callback'); try { probe(c(), 'its result') } catch (e) { probe(e, 'its error') } }); return then.apply(this, callbacks) };
      queueMicrotask(() => {}); await null; await { then(resolve, reject) { probe(resolve, 'resolve'); probe(reject, 'reject'); resolve() } };`,
    ),
    escape(
      'a thenable result that looks at who awaits it',
      `
      const t = { get then() { return undefined } }; probe(t, 't');
      return { then(resolve, reject) { probe(resolve, 'resolve'); probe(reject, 'reject'); probe(this, 'this'); resolve(found) } };`,
    ),
    escape(
      'Symbol.for protocols of the platform',
      `
      const protocols = ['nodejs.util.inspect.custom', 'nodejs.util.promisify.custom', 'nodejs.rejection', 'nodejs.stream.inspect', 'vm2.internal'];
      const o = {}; for (const name of protocols) o[Symbol.for(name)] = function (...args) { probe(this, 'this'); args.forEach((a) => probe(a, name)) };
      console.log(o, '%o %s', o, o); try { structuredClone(o) } catch (e) { probe(e, 'clone error') } `,
    ),
    escape(
      'getters and setters on the prototypes',
      `
      for (const p of [Object.prototype, Function.prototype, Array.prototype, Error.prototype]) {
        for (const key of ['call', 'apply', 'bind', 'get', 'set', 'value', 'then', 'constructor', 'stack', 't', '0']) {
          try { Object.defineProperty(p, key, { configurable: true, get() { probe(this, 'this'); return undefined }, set(v) { probe(v, 'value') } }) } catch {}
        }
      }
      console.log({ a: [1] }, new Error('x')); setTimeout(() => {}, 1); try { process } catch (e) { probe(e, 'denial') } try { structuredClone(new Map([[{}, []]])) } catch {}`,
    ),
    escape(
      'iterators, species and symbols of collections',
      `
      class Bag extends Array { static get [Symbol.species]() { return function (n) { probe(this, 'species'); return {} } } }
      new Bag(1, 2, 3).map((x) => x).concat([1]); Array.prototype[Symbol.iterator] = function () { probe(this, 'this'); return { next: () => ({ done: true }) } };
      console.log(...[1, 2]); const buffer = new ArrayBuffer(8); buffer.constructor = { [Symbol.species]: function (n) { return new ArrayBuffer(n) } }; probe(buffer.slice(0, 4), 'slice');`,
    ),
    escape(
      "Reflect and Object on what belongs to the realm's edges",
      `
      for (const f of [console.log, helpers.logger.warn, setTimeout]) {
        try { probe(Reflect.construct(f, [], Object), 'constructed') } catch (e) { probe(e, 'construct error') }
        try { probe(Reflect.getPrototypeOf(f), 'prototype') } catch {} try { Reflect.defineProperty(f, 'x', { get() { probe(this, 'this') } }) } catch {}
      }`,
    ),
    escape(
      'async generators and their delegates',
      `
      async function* g() { try { yield* { [Symbol.asyncIterator]: () => ({ next: () => ({ then(r) { probe(r, 'resolve'); r({ done: true, value: { then(x) { probe(x, 'x'); x() } } }) } }), return: (v) => { probe(v, 'v'); return {} }, throw: (e) => { probe(e, 'e'); throw e } }) } } catch (e) { probe(e, 'error') } }
      for await (const x of g()) probe(x, 'x'); const i = g(); await i.next(); await i.return({ then(r) { probe(r, 'r'); r(1) } }).catch((e) => probe(e, 'e'));`,
    ),
    escape(
      'code from text by every way there is',
      `
      const ways = { eval: () => eval('1'), indirect: () => (0, eval)('1'), Function: () => Function('return 1')(), arrow: () => (() => {}).constructor('return 1')(), timer: () => setTimeout('1'),
        bound: () => Function.bind(null, 'return 1')()(), apply: () => Reflect.apply(Function, null, ['return 1'])(), construct: () => Reflect.construct(Function, ['return 1'], Object)(),
        call: () => Function.call(null, 'return 1')(), sub: () => new (class extends Function {})('return 1')(), proto: () => Function.prototype.constructor('return 1')() };
      for (const [name, way] of Object.entries(ways)) { try { if (way() === 1 && name !== 'timer') found.push(name + ' compiled') } catch (e) { probe(e, name) } }`,
    ),
  ],
};

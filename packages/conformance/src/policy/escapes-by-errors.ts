import type { ConformanceGroup } from '../conformance-case.js';
import { escape } from './escape.js';

export const escapesByErrors: ConformanceGroup = {
  name: 'escapes by errors and stacks',
  cases: [
    escape(
      'constructors of every error that can be provoked',
      `
      const attempts = [() => null.x, () => nowhere, () => [].reduce(() => 1), () => new Array(-1), () => 'x'.repeat(-1), () => decodeURI('%'), () => JSON.parse('{'), () => 1n + 1,
        () => new RegExp('('), () => Object.defineProperty(1, 'x', {}), () => structuredClone(() => 1), () => setTimeout(1), () => queueMicrotask(1), () => process, () => eval('1'),
        () => new (function () {}.bind(null, ...new Array(10)))(), () => Reflect.construct(1), () => new Uint8Array(2 ** 53), () => Symbol() + '', () => console.log.call.apply(1),
        () => { globalThis.Array = 1 }, () => { granted.list = 1 }, () => 2n ** (2n ** 64n), () => 'x'.normalize('y'), () => (1).toFixed(1000), () => new Date(NaN).toISOString()];
      for (const f of attempts) { try { f() } catch (e) { probe(e, String(f)) } }`,
    ),
    escape(
      'errors at the stack limit, in calls of the service',
      `
      for (const f of [() => console.log('x'), () => setTimeout(() => {}, 1), () => structuredClone({ a: [1] }), () => process, () => eval('1'), () => helpers.logger.info({ a: 1 })]) {
        const dive = () => { try { return dive() } catch (e) { probe(e, String(f)); try { f() } catch (inner) { probe(inner, String(f)) } throw e } };
        try { dive() } catch (e) { probe(e, 'outermost') }
      }`,
      { max_logs: 5 },
    ),
    escape(
      'call sites of Error.prepareStackTrace',
      `
      let sites = []; try { Error.prepareStackTrace = (e, s) => { sites = s; return s } } catch (e) { probe(e, 'refusal') }
      const s = new Error('x').stack; try { null.x } catch (e) { void e.stack }
      for (const site of Array.isArray(sites) ? sites : []) {
        for (const method of ['getThis', 'getFunction', 'getEvalOrigin', 'getTypeName', 'getFileName', 'getScriptNameOrSourceURL']) {
          try { const got = site[method](); probe(got, method); if (typeof got === 'string' && /node:|[\\\\/]/.test(got)) found.push(method + ' ' + got) } catch {}
        }
      }
      if (Array.isArray(s)) s.forEach((x) => probe(x, 'stack entry'));`,
    ),
    escape(
      'prepareStackTrace that is inherited or on a subclass',
      `
      try { Object.prototype.prepareStackTrace = (e, s) => s } catch {} class Mine extends Error { static prepareStackTrace(e, s) { return s } }
      for (const C of [Error, TypeError, Mine]) { const s = new C('x').stack; if (typeof s !== 'string' && s !== undefined) for (const site of [s].flat()) { try { probe(site.getThis?.(), 'this'); probe(site.getFunction?.(), 'function') } catch {} } }`,
    ),
    escape(
      'captureStackTrace on objects with traps',
      `
      const o = {}; try { Error.captureStackTrace(o); void o.stack } catch (e) { probe(e, 'e') }
      const f = Object.freeze({}); try { Error.captureStackTrace(f) } catch (e) { probe(e, 'e') } try { Error.captureStackTrace(globalThis) } catch (e) { probe(e, 'e') } delete globalThis.stack;`,
    ),
    escape(
      'async stacks and rejections',
      `
      const e = new Error('x'); e.name = Symbol('n'); try { await (async () => { void e.stack })() } catch (inner) { probe(inner, 'inner') }
      const p = (async () => { const er = new Error(); er.name = Symbol(); return er.stack })(); await p.catch((inner) => { probe(inner, 'rejection'); probe(inner.constructor, 'its constructor') });
      await import('fs').catch((inner) => probe(inner, 'import')); await Promise.any([]).catch((inner) => { probe(inner, 'any'); probe(inner.errors, 'errors') });`,
    ),
    escape(
      'errors whose name or message has a toString',
      `
      const evil = { toString() { probe(this, 'this'); throw new Error('inner') }, [Symbol.toPrimitive](hint) { probe(hint, 'hint'); throw new Error('inner') } };
      for (const key of ['name', 'message', 'stack', 'cause']) { const e = new Error('x'); try { e[key] = evil; console.log(e); void e.stack; String(e) } catch (inner) { probe(inner, key) } }`,
    ),
    escape(
      'SuppressedError, DOMException and errors of missing features',
      `
      try { probe(SuppressedError, 'SuppressedError') } catch (e) { probe(e, 'e') } try { structuredClone(Symbol()) } catch (e) { probe(e, 'clone error'); probe(e.constructor, 'its constructor') }
      try { new Proxy({}, null) } catch (e) { probe(e, 'e') } try { new WeakRef(1) } catch (e) { probe(e, 'e') } try { Intl.DateTimeFormat('xx-invalid-locale-string-that-is-far-too-long') } catch (e) { probe(e, 'e') }`,
    ),
    escape(
      'an out of memory that is caught',
      `
      try { 'x'.repeat(2 ** 30) } catch (e) { probe(e, 'repeat') } try { new ArrayBuffer(2 ** 50) } catch (e) { probe(e, 'buffer') } try { new Array(2 ** 32) } catch (e) { probe(e, 'array') }
      try { BigInt('1'.repeat(100000)) ** 100000n } catch (e) { probe(e, 'bigint') }`,
    ),
    {
      name: 'positive control: the probe knows code that compiles when it sees it',
      source: escape(
        '',
        `
        const sham = Object.assign(Object.create(null), { constructor: { constructor: () => () => 'object' } });
        probe(sham, 'sham');`,
      ).source,
      check: ({ outcome }, { expect }) =>
        expect(outcome.ok && (outcome.value as string[]).includes('sham reached process')).toBe(true),
    },
  ],
};

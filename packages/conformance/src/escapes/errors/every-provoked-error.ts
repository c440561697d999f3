import { attack } from '../attack.js';

export const everyProvokedError = attack({
  class: 'errors',
  name: 'constructors of every error that natives throw',
  modelled_on: 'class: natives of the host throw errors of the host',
  attempt: `
    const attempts = [() => null.x, () => nowhere, () => [].reduce(() => 1), () => new Array(-1), () => 'x'.repeat(-1), () => decodeURI('%'), () => JSON.parse('{'), () => 1n + 1, () => new RegExp('('), () => Object.defineProperty(1, 'x', {}), () => structuredClone(() => 1), () => setTimeout(1), () => queueMicrotask(1), () => process, () => eval('1'), () => Reflect.construct(1), () => new Uint8Array(2 ** 53), () => Symbol() + '', () => console.log.call.apply(1), () => { globalThis.Array = 1 }, () => { granted.list = 1 }, () => 2n ** (2n ** 64n), () => 'x'.normalize('y'), () => (1).toFixed(1000), () => new Date(NaN).toISOString(), () => new Proxy({}, null), () => new WeakRef(1), () => Intl.DateTimeFormat('xx-invalid-locale-string-that-is-far-too-long'), () => new Map([1]), () => new (class A extends null {})(), () => { const a = a }, () => class { static #x; static f(o) { o.#x } }.f({}), () => 'a'.localeCompare('b', 'x-'), () => String.raw(), () => new Intl.NumberFormat('en', { style: 'currency' }), () => BigInt(1.5), () => atob('*'), () => new URL(''), () => crypto.getRandomValues(1), () => 'x'.repeat(2 ** 30), () => new ArrayBuffer(2 ** 50)];
    for (const f of attempts) { try { f() } catch (e) { probe(e, String(f)); probe(e.constructor, 'constructor', true); probe(e.stack, 'stack') } }`,
});

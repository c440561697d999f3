import { describe, expect, it } from 'vitest';
import { ENGINES } from '../../../testing/realm.js';
import { answerOf } from '../../../testing/fetch-realm.js';

/** Says by its status whether the request came as it was meant, and needs nothing of the realm for that. */
const CALL = `globalThis.__call__ = (() => {
  const body = new Uint8Array([123, 34, 97, 34, 58, 49, 125]);
  const answers = [200, 599].map((status) => Promise.resolve({
    url: 'http://a.example/x', status, status_text: 'Fine', redirected: false, headers: [['x-a', '1'], ['x-b', '2']], body,
  }));
  const refused = Promise.reject(Object.assign(new Error('refused'), { code: 'NETWORK_REFUSED' }));
  refused.catch(() => {});
  const [right, wrong] = answers;
  const call = (wire) => {
    if (wire.url === 'http://a.example/fail') return refused;
    const { headers: h, body: b } = wire;
    const isRight = wire.url === 'http://a.example/x' && wire.method === 'POST' && wire.redirect === 'follow' && h.length === 3 &&
      h[0][0] === 'a' && h[0][1] === '1' && h[1][0] === 'b' && h[1][1] === '2' && h[2][0] === 'content-type' && b[0] === 104 && b[1] === 105;
    return isRight ? right : wrong;
  };
  call.isTheCall = true;
  return call;
})();`;

/** `spy` answers a function that remembers what it got and then does what it stands for. */
const PRELUDE_OF_SPIES = `
  const seen = [];
  const apply = Reflect.apply, define = Object.defineProperty, names = Reflect.ownKeys, describe = Object.getOwnPropertyDescriptor, push = (v) => { define(seen, seen.length, { __proto__: null, value: v, configurable: true }) };
  const spy = (original) => function (...all) { push(this); for (let i = 0; i < all.length; i += 1) push(all[i]); push(new.target); return typeof original === 'function' ? apply(original, this, all) : undefined };
  const spyOn = (object) => { for (const key of names(object)) { const d = describe(object, key);
    if (!d.configurable || key === 'constructor') continue;
    try { if (typeof d.value === 'function') define(object, key, { ...d, value: spy(d.value) });
    else if (d.get) define(object, key, { ...d, get: spy(d.get) }); } catch {} } };
  const breakAll = (object) => { for (const key of names(object)) { const d = describe(object, key);
    if (!d.configurable || key === 'constructor') continue;
    try { if (typeof d.value === 'function') define(object, key, { __proto__: null, value: () => { throw new Error('broken ' + String(key)) } }) } catch {} } };
  // vm2 keeps some of its realm as it is.
  const redefine = (...all) => { try { define(...all) } catch {} };
`;

const SABOTAGE: readonly (readonly [string, string])[] = [
  ['Array.prototype', `breakAll(Array.prototype)`],
  ['array iterators', `breakAll(Object.getPrototypeOf([].values()))`],
  ['Object, Reflect and Function.prototype', `const F = (() => {}).constructor.prototype; breakAll(Reflect); breakAll(Object); breakAll(F)`],
  ['String.prototype', `breakAll(String.prototype); breakAll(String)`],
  ['RegExp.prototype', `breakAll(RegExp.prototype)`],
  ['typed arrays', `breakAll(Object.getPrototypeOf(Uint8Array.prototype)); breakAll(Uint8Array.prototype); breakAll(ArrayBuffer.prototype); breakAll(DataView.prototype)`],
  ['the length of typed arrays', `for (const k of ['length', 'buffer', 'byteLength', 'byteOffset']) redefine(Object.getPrototypeOf(Uint8Array.prototype), k, { get: () => 3 })`],
  ['species', `for (const C of [Promise, Array, ArrayBuffer, Object.getPrototypeOf(Uint8Array)]) redefine(C, Symbol.species, { get: () => class { constructor() { throw new Error('species') } } })`],
  ['Promise', `redefine(Promise.prototype, 'constructor', { value: function () { throw new Error('constructor') } }); breakAll(Promise)`],
  ['JSON, Math, Number', `JSON.parse = JSON.stringify = () => ({}); breakAll(Math); breakAll(Number); breakAll(Number.prototype)`],
  ['Map and WeakMap', `for (const C of [Map, Set, WeakMap, WeakSet]) breakAll(C.prototype)`],
  ['setters on numbers', `for (let i = 0; i < 50; i += 1) for (const C of [Object, Array]) redefine(C.prototype, i, { __proto__: null, get: () => 'forged', set() { throw new Error('setter') }, configurable: true })`],
  ['fields on Object.prototype', `for (const k of ['status', 'statusText', 'headers', 'method', 'body', 'signal', 'redirect', 'code', 'message', 'value', 'get', 'set', 'writable', 'bytes', 'isUsed', 'type', 'next', 'run', 'url']) redefine(Object.prototype, k, { __proto__: null, value: 'forged', writable: true, configurable: true })`],
  ['Symbol.toPrimitive and toString', `Object.prototype[Symbol.toPrimitive] = () => 'forged'; Object.prototype.toString = () => 'forged'`],
  ['Symbol.toStringTag', `Object.prototype[Symbol.toStringTag] = 'AbortSignal'`],
  ['Symbol.hasInstance', `for (const C of [Headers, Request, Response]) redefine(C, Symbol.hasInstance, { value: () => true })`],
  ['the classes’ parents', `for (const C of [Headers, Request, Response]) { Object.setPrototypeOf(C, class { constructor() { throw new Error('parent') } }); Object.setPrototypeOf(C.prototype, { get status() { return 1 } }) }`],
]; // prettier-ignore

/** Everything is used that a later sabotage must not change: named before it. */
const BODY = `
  const { fetch, Headers, Request, Response, URL, TypeError } = globalThis;
  const url = new URL('http://a.example/x');
  const getText = Response.prototype.text, getJson = Response.prototype.json, entriesOf = Headers.prototype.get;
  const getStatus = describe(Response.prototype, 'status').get, getHeaders = describe(Response.prototype, 'headers').get;
  const options = { __proto__: null, method: 'POST', headers: { __proto__: null, a: '1', b: '2' }, body: 'hi', redirect: undefined, signal: undefined };
  const pairs = { ...options, __proto__: null, headers: [['a', '1'], ['b', '2']] };
  const outcome = { __proto__: null };
`;
const USE = `
  try {
    const response = await fetch('http://a.example/x', options);
    const headers = apply(getHeaders, response, []);
    outcome.status = apply(getStatus, response, []);
    outcome.header = apply(entriesOf, headers, ['x-b']);
    outcome.json = (await apply(getJson, apply(Response.prototype.clone, response, []), [])).a;
    outcome.text = await apply(getText, response, []);
    outcome.pairs = apply(getStatus, await fetch('http://a.example/x', pairs), []);
  } catch (error) { outcome.error = error.message + error.stack }
  try { await fetch('http://a.example/fail') } catch (error) { outcome.refused = [error instanceof TypeError, error.message, error.code] }
`;

describe.each(ENGINES)('a codelet in %s that replaces', (engine) => {
  it.each(SABOTAGE)('%s gets the answers that it would have got', async (_what, sabotage) => {
    const outcome = await answerOf(
      `${PRELUDE_OF_SPIES} ${BODY} ${sabotage}; ${USE} return '' + outcome.status + outcome.header + outcome.json + outcome.text + outcome.pairs + outcome.error + outcome.refused[0] + outcome.refused[1] + outcome.refused[2]`,
      { engine, call: CALL },
    );
    expect(outcome).toBe('20021{"a":1}200undefinedtruefetch failed: refusedNETWORK_REFUSED');
  });

  it('what it can see itself, sees no internals: with everything spied on', async () => {
    const found = await answerOf(
      `${PRELUDE_OF_SPIES} ${BODY}
      for (const object of [Array, Array.prototype, Object, Object.prototype, Reflect, (() => {}).constructor.prototype, String, String.prototype, RegExp.prototype,
        Promise, Promise.prototype, Uint8Array.prototype, Object.getPrototypeOf(Uint8Array.prototype), ArrayBuffer.prototype, Map.prototype, Set.prototype, WeakMap.prototype,
        JSON, Error, Error.prototype, TypeError.prototype, Object.getPrototypeOf([].values()), URL.prototype, URLSearchParams.prototype,
        Headers, Headers.prototype, Request, Request.prototype, Response, Response.prototype, AbortSignal.prototype, AbortController.prototype, EventTarget.prototype, Event.prototype]) spyOn(object);
      define(Object.prototype, 'then', { __proto__: null, get() { push(this); return undefined }, configurable: true });
      const controller = new AbortController();
      options.signal = controller.signal;
      const start = seen.length;
      ${USE}
      controller.abort();
      const late = []; const end = seen.length;
      for (let i = start; i < end; i += 1) { const v = seen[i]; if ((typeof v === 'function' || typeof v === 'object') && v !== null && (v.isTheCall || v.call?.isTheCall || (v.create && v !== Object) || v.listOf || v.wireOf)) late[late.length] = i; }
      return [late.length, outcome.status, end > start]`,
      { engine, call: CALL },
    );
    expect(found).toEqual([0, 200, true]);
  });

  it.each(['then', 'constructor'])('Promise.prototype.%s is handed nothing of ours', async (key) => {
    const found = await answerOf(
      `${PRELUDE_OF_SPIES} ${BODY}
      const original = Promise.prototype.then; let calls = 0;
      const response = fetch('http://a.example/x', options);
      redefine(Promise.prototype, '${key}', { __proto__: null, configurable: true, get() { calls += 1; return undefined } });
      const again = fetch('http://a.example/x', options);
      redefine(Promise.prototype, '${key}', { __proto__: null, value: '${key}' === 'then' ? original : Promise, writable: true, configurable: true });
      return [calls, (await response).status, (await again).status]`,
      { engine, call: CALL },
    );
    expect(found).toEqual([0, 200, 200]);
  });

  it('private state belongs to its own object', async () => {
    const body = `const found = [];
      const a = new Response('a'); const forged = Object.create(Response.prototype); const proxied = typeof Proxy === 'function' ? new Proxy(a, {}) : {};
      for (const object of [forged, proxied, {}, null, 1]) for (const key of ['status', 'headers', 'bodyUsed', 'body', 'url'])
        { try { Reflect.get(Response.prototype, key, object); found.push(key) } catch (e) { if (e.name !== 'TypeError') found.push(e.name) } }
      class Child extends Response { constructor() { super('child'); } get status() { return 1 } }
      const child = new Child();
      return [found, await child.text(), child.status, Reflect.ownKeys(a).length, Object.keys(new Headers({ a: '1' })).length]`;
    expect(await answerOf(body, { engine })).toEqual([[], 'child', 1, 0, 0]);
  });

  it('its own toString, getters and iterators run once each, and cannot swap what was checked', async () => {
    const body = `let reads = 0;
      const init = { get method() { reads += 1; return reads === 1 ? 'GET' : 'TRACE' }, get headers() { return [['a', { toString() { return 'x' } }]] } };
      const sent = await (await fetch({ toString() { reads += 10; return 'http://a.example/' } }, init)).json();
      return [reads, sent.method, sent.headers]`;
    expect(await answerOf(body, { engine })).toEqual([11, 'GET', [['a', 'x']]]);
  });
});

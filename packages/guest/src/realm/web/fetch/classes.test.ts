import { describe, expect, it } from 'vitest';
import { ENGINES } from '../../../testing/realm.js';
import { answerOf } from '../../../testing/fetch-realm.js';

const throws = (expression: string): string =>
  `(() => { try { ${expression}; return 'none' } catch (e) { return e.name } })()`;

describe.each(ENGINES)('Headers in %s', (engine) => {
  const value = (expression: string) => answerOf(`return ${expression}`, { engine });

  it.each([
    [`[...new Headers({ b: '2', A: '1' })]`, [['a', '1'], ['b', '2']]],
    [`[...new Headers([['a', '1'], ['a', '2']])]`, [['a', '1, 2']]],
    [`[...new Headers(new Map([['a', '1']]))]`, [['a', '1']]],
    [`[...new Headers(new Headers({ a: '1' }))]`, [['a', '1']]],
    [`[...new Headers(new URLSearchParams('a=1'))]`, [['a', '1']]],
    [`[...new Headers()]`, []],
    [`[...new Headers([['set-cookie', 'a'], ['b', '1'], ['set-cookie', 'c']])]`, [['b', '1'], ['set-cookie', 'a'], ['set-cookie', 'c']]],
    [`new Headers([['set-cookie', 'a'], ['set-cookie', 'c']]).getSetCookie()`, ['a', 'c']],
    [`(() => { const h = new Headers({ a: '1', b: '2' }); h.append('A', '3'); h.set('B', '4'); h.append('c', '5'); h.delete('C'); return [h.get('a'), h.get('b'), h.has('c'), h.get('c')] })()`, ['1, 3', '4', false, null]],
    [`(() => { const seen = []; new Headers({ b: '2', a: '1' }).forEach(function (v, k, h) { seen.push(v, k, h instanceof Headers, this.x) }, { x: 1 }); return seen })()`, ['1', 'a', true, 1, '2', 'b', true, 1]],
    [`[[...new Headers({ a: '1' }).keys()], [...new Headers({ a: '1' }).values()], [...new Headers({ a: '1' }).entries()]]`, [['a'], ['1'], [['a', '1']]]],
    [`new Headers({ a: ' \\t x y \\r\\n' }).get('a')`, 'x y'],
    [`[String(new Headers()), Headers.prototype[Symbol.iterator] === Headers.prototype.entries]`, ['[object Headers]', true]],
    [`(() => { const h = new Headers({ a: '1' }); const [pair] = h; pair[1] = 'changed'; return h.get('a') })()`, '1'],
  ])('%s', async (expression, expected) => expect(await value(expression)).toEqual(expected)); // prettier-ignore

  it.each([
    `Headers()`, `new Headers(null)`, `new Headers(5)`, `new Headers('ab')`, `new Headers([['a', 'b', 'c']])`, `new Headers([5])`,
    `new Headers({ '': '1' })`, `new Headers({ 'a:': '1' })`, `new Headers({ a: 'x\\0' })`, `new Headers({ a: 'x\\ny' })`, `new Headers({ a: 'x\\ry' })`, `new Headers({ a: '\\u0100' })`,
    `new Headers().append('a b', '1')`, `new Headers().get('')`, `Headers.prototype.get.call({}, 'a')`, `Headers.prototype.get.call(Object.create(Headers.prototype), 'a')`,
    `new Headers().forEach(5)`,
  ])('%s throws a TypeError', async (expression) => expect(await value(throws(expression))).toBe('TypeError')); // prettier-ignore
});

describe.each(ENGINES)('Response in %s', (engine) => {
  const run = (body: string) => answerOf(body, { engine });

  it.each([
    [`const r = new Response('x'); return [r.status, r.statusText, r.ok, r.url, r.type, r.headers.get('content-type'), await r.text()]`, [200, '', true, '', 'default', 'text/plain;charset=UTF-8', 'x']],
    [`const r = new Response(null, { status: 404, statusText: 'No', headers: { a: '1' } }); return [r.status, r.statusText, r.ok, r.headers.get('a'), await r.text(), r.bodyUsed]`, [404, 'No', false, '1', '', false]],
    [`const r = Response.json({ a: 1 }, { status: 201 }); return [r.status, r.headers.get('content-type'), await r.json()]`, [201, 'application/json', { a: 1 }]],
    [`const r = Response.json(1, { headers: { 'content-type': 'a/b' } }); return r.headers.get('content-type')`, 'a/b'],
    [`const r = Response.error(); return [r.status, r.type, r.ok]`, [0, 'error', false]],
    [`const r = Response.redirect('http://a.example/x', 301); return [r.status, r.headers.get('location')]`, [301, 'http://a.example/x']],
    [`const r = new Response(new Uint8Array([1, 2])); return [await r.clone().bytes(), new Uint8Array(await r.arrayBuffer())]`, [new Uint8Array([1, 2]), new Uint8Array([1, 2])]],
    [`const r = new Response('x'); const c = r.clone(); (await r.clone().bytes())[0] = 0; return [await r.text(), await c.text()]`, ['x', 'x']],
    [`const bytes = new Uint8Array([65]); const r = new Response(bytes); bytes[0] = 66; return r.text()`, 'A'],
    [`const r = await fetch('http://a.example/bytes'); return [await r.clone().text(), [...await r.bytes()].length]`, ['h\u00e9\ufffd\u{1f600}', 11]],
    [`const r = await fetch('http://a.example/json'); const v = await r.json(); return [v.a[0], Object.hasOwn(v.a[1], '__proto__')]`, [1, true]],
    [`const r = await fetch('http://a.example/headers'); return [r.ok, [...r.headers], await r.text()]`, [false, [['x-a', '1'], ['x-b', '2, 3']], '']],
    [`const r = await fetch('http://a.example/204'); return [r.status, await r.text(), r.bodyUsed]`, [204, '', false]],
    [`const r = await fetch('http://a.example/', { method: 'HEAD' }); return [await r.text(), r.bodyUsed]`, ['', false]],
    [`const r = await fetch('http://a.example/json'); const c = r.clone(); return [c.url, c.type, ${throws(`c.headers.set('a', '1')`)}]`, ['http://a.example/json', 'basic', 'TypeError']],
  ])('%s', async (body, expected) => expect(await run(body)).toEqual(expected)); // prettier-ignore

  it.each([
    [`Response()`, 'TypeError'], [`new Response('x', { status: 204 })`, 'TypeError'], [`new Response(null, { status: 199 })`, 'RangeError'],
    [`new Response(null, { status: 600 })`, 'RangeError'], [`new Response(null, { status: 'x' })`, 'RangeError'], [`new Response(null, { statusText: 'a\\nb' })`, 'TypeError'],
    [`Response.redirect('http://a.example', 200)`, 'RangeError'], [`Response.redirect('nowhere')`, 'TypeError'], [`Response.json(undefined)`, 'TypeError'],
    [`Response.prototype.text.call({})`, 'TypeError'], [`Response.prototype.status`, 'TypeError'], [`new Response(Symbol())`, 'TypeError'],
    [`Response.prototype.clone.call(new Request('http://a.example'))`, 'TypeError'],
  ])('%s throws a %s', async (expression, name) => expect(await run(`return ${throws(expression)}`)).toBe(name)); // prettier-ignore

  it('is read once', async () => {
    const body = `const r = new Response('{'); const fails = (p) => p.then(() => 'none', (e) => e.name);
      return [await fails(r.json()), r.bodyUsed, await fails(r.text()), await fails(r.arrayBuffer()), ${throws(`r.clone()`)}]`;
    expect(await run(body)).toEqual(['SyntaxError', true, 'TypeError', 'TypeError', 'TypeError']);
  });
});

describe.each(ENGINES)('Request in %s', (engine) => {
  const run = (body: string) => answerOf(body, { engine });

  it.each([
    [`const r = new Request('http://a.example/b c', { method: 'patch', headers: { a: '1' }, body: 'x', redirect: 'error' }); return [r.url, r.method, r.headers.get('a'), r.redirect, r.body, r.bodyUsed, await r.text(), r.bodyUsed, String(r)]`, ['http://a.example/b%20c', 'patch', '1', 'error', null, false, 'x', true, '[object Request]']],
    [`const r = new Request('http://a.example', { method: 'POST', body: '[1]' }); const c = new Request(r, { redirect: 'manual' }); return [r.bodyUsed, c.method, c.redirect, await c.json()]`, [true, 'POST', 'manual', [1]]],
    [`const r = new Request('http://a.example', { method: 'POST', body: 'x' }); const name = ${throws(`new Request(r, { method: 'GET' })`)}; return [name, r.bodyUsed, await r.text()]`, ['TypeError', false, 'x']],
    [`const r = new Request('http://a.example', { headers: { a: '1' } }); const c = r.clone(); c.headers.set('a', '2'); return [r.headers.get('a'), c.headers.get('a'), new Request(r).headers.get('a')]`, ['1', '2', '1']],
    [`const r = new Request('http://a.example'); return [r.signal === r.signal, r.signal instanceof AbortSignal, await r.text()]`, [true, true, '']],
    [`const s = new AbortController().signal; const r = new Request('http://a.example', { signal: s }); return [r.signal === s, new Request(r).signal === s, new Request(r, { signal: null }).signal === s]`, [true, true, false]],
  ])('%s', async (body, expected) => expect(await run(body)).toEqual(expected)); // prettier-ignore

  it.each([
    `Request('http://a.example')`, `new Request()`, `new Request('')`, `new Request('http://a@b.example')`, `new Request('http://a.example', { method: 'trace' })`,
    `Request.prototype.url`, `(() => { const r = new Request('http://a.example', { method: 'POST', body: 'x' }); new Request(r); new Request(r) })()`,
  ])('%s throws a TypeError', async (expression) => expect(await run(`return ${throws(expression)}`)).toBe('TypeError')); // prettier-ignore
});

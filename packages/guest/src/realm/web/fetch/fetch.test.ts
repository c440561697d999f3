import { describe, expect, it } from 'vitest';
import { LANGUAGE_GLOBALS, NETWORK_GLOBALS, PRELUDE_GLOBALS } from '../../../index.js';
import { ENGINES, evaluated } from '../../../testing/realm.js';
import { answerOf, runWithFetch } from '../../../testing/fetch-realm.js';

const BASE = 'http://api.example';
/** How a promise fails, as `Name: message (code)`. */
const FAILS = `const fails = async (promise) => { try { await promise; return 'did not fail' } catch (e) { return e.name + ': ' + e.message + (e.code ? ' (' + e.code + ')' : '') } };`;

describe.each(ENGINES)('fetch in %s', (engine) => {
  const answer = (body: string) => answerOf(body, { engine });

  it('is not there without a grant', async () => {
    expect(await evaluated('[typeof fetch, typeof Headers, typeof Request, typeof Response]', { engine })).toEqual([
      'undefined', 'undefined', 'undefined', 'undefined',
    ]); // prettier-ignore
  });

  it('sends url, method, headers, body and redirect, and answers a Response', async () => {
    const body = `
      const response = await fetch('${BASE}/a/../b?q=1#part', { method: 'post', headers: { 'X-A': ' 1 ', 'x-b': 2 }, body: 'hé', redirect: 'manual' });
      return [response.status, response.statusText, response.ok, response.url, response.redirected, response.type, response.headers.get('X-Echo'),
        response.bodyUsed, response.body, await response.json(), response.bodyUsed, response instanceof Response, String(response)]`;
    expect(await answer(body)).toEqual([
      200, 'Fine', true, `${BASE}/a/../b?q=1#part`, false, 'basic', 'yes', false, null,
      {
        url: `${BASE}/a/../b?q=1#part`,
        method: 'POST',
        headers: [['x-a', '1'], ['x-b', '2'], ['content-type', 'text/plain;charset=UTF-8']],
        body: [104, 0xc3, 0xa9],
        redirect: 'manual',
      },
      true, true, '[object Response]',
    ]); // prettier-ignore
  });

  it.each([
    [`'text'`, 'text/plain;charset=UTF-8', 'text'],
    [
      `new URLSearchParams({ a: '1 2', b: 'ä' })`,
      'application/x-www-form-urlencoded;charset=UTF-8',
      'a=1+2&b=%C3%A4',
    ],
    [`new Uint8Array([65, 66]).buffer`, null, 'AB'],
    [`new Uint8Array([65, 66, 67, 68]).subarray(1, 3)`, null, 'BC'],
    [`new DataView(new Uint8Array([65, 66, 67]).buffer, 1)`, null, 'BC'],
    [`new Uint16Array([0x4241])`, null, 'AB'],
    [`5`, 'text/plain;charset=UTF-8', '5'],
    [`{}`, 'text/plain;charset=UTF-8', '[object Object]'],
    [`''`, 'text/plain;charset=UTF-8', ''],
  ])('sends %s', async (value, type, text) => {
    const body = `const { headers, body } = await (await fetch('${BASE}/', { method: 'POST', body: ${value} })).json();
      return [new Headers(headers).get('content-type'), String.fromCharCode(...body)]`;
    expect(await answer(body)).toEqual([type, text]);
  });

  it('leaves the reading of a URL to the trusted side', async () => {
    const body = `return [(await (await fetch('/relative')).json()).url, (await (await fetch('  HTTP:a.example\\\\b')).json()).url]`;
    expect(await answer(body)).toEqual(['/relative', '  HTTP:a.example\\b']);
  });

  it('takes a Request, a URL, and leaves out a body that is null', async () => {
    const body = `
      const request = new Request(new URL('${BASE}/x'), { method: 'PUT', body: 'b', headers: { a: '1', 'content-type': 'x/y' } });
      const [one, two] = [await (await fetch(request.clone(), { headers: { c: '2' } })).json(), await (await fetch(request)).json()];
      const three = await (await fetch(new URL('${BASE}/y'), { body: null })).json();
      return [one, two, three, request.bodyUsed]`;
    expect(await answer(body)).toMatchObject([
      { method: 'PUT', body: [98], headers: [['c', '2']] },
      { method: 'PUT', body: [98], headers: [['a', '1'], ['content-type', 'x/y']] },
      { method: 'GET', body: null, url: `${BASE}/y` },
      true,
    ]); // prettier-ignore
  });

  it.each([
    [
      `fetch('${BASE}/fail')`,
      'TypeError: fetch failed: The policy does not allow this address (NETWORK_REFUSED)',
    ],
    [`fetch('${BASE}/odd')`, 'TypeError: fetch failed (NETWORK_FAILED)'],
    [`fetch('${BASE}/throw')`, /^TypeError: fetch failed: thrown/],
    [`fetch(new Request('/relative'))`, /^TypeError: /],
    [`fetch(new Request('http://user:pass@api.example/'))`, /^TypeError: A URL with a user name/],
    [`fetch('${BASE}/', { method: 'GET', body: 'x' })`, 'TypeError: A GET request has no body'],
    [`fetch('${BASE}/', { method: 'CONNECT' })`, 'TypeError: The method CONNECT cannot be fetched'],
    [`fetch('${BASE}/', { method: 'a b' })`, /^TypeError: /],
    [`fetch('${BASE}/', { method: '' })`, /^TypeError: /],
    [`fetch('${BASE}/', { headers: { 'a b': '1' } })`, /^TypeError: /],
    [`fetch('${BASE}/', { headers: { a: '1\\r\\nb: 2' } })`, /^TypeError: /],
    [`fetch('${BASE}/', { headers: [['a']] })`, /^TypeError: /],
    [`fetch('${BASE}/', { redirect: 'maybe' })`, /^TypeError: /],
    [`fetch('${BASE}/', { signal: {} })`, 'TypeError: signal is an AbortSignal'],
    [
      `fetch('${BASE}/', { signal: Object.create(AbortSignal.prototype) })`,
      'TypeError: signal is an AbortSignal',
    ],
    [`fetch(Symbol())`, /^TypeError: /],
  ])('%s rejects', async (expression, expected) => {
    expect(await answer(`${FAILS} return fails((async () => ${expression})())`)).toMatch(expected);
  });

  it('says where in the codelet it failed', async () => {
    const { final } = await runWithFetch(
      `async function main() {\n  await null;\n  return fetch('${BASE}/fail');\n}`,
      { engine },
    );
    expect(final).toMatchObject({
      t: 'failed',
      denied: null,
      error: { name: 'TypeError', line: 4, message: 'fetch failed: The policy does not allow this address' },
    });
    if (final.t === 'failed')
      expect(final.error.stack).toMatch(/^TypeError: fetch failed: The policy.*\n {4}at .*codelet\.js:4:/);
  });

  it('ends with its signal: before, during, and not after', async () => {
    const body = `${FAILS}
      const controller = new AbortController();
      const reason = new RangeError('mine');
      const during = fails(fetch('${BASE}/never', { signal: controller.signal }));
      const other = fails(fetch(new Request('${BASE}/never', { signal: controller.signal })));
      const answered = await fetch('${BASE}/', { signal: controller.signal });
      controller.abort(reason);
      return [await during, await other, await fails(fetch('${BASE}/', { signal: controller.signal })), answered.status,
        await fails(fetch('${BASE}/', { signal: AbortSignal.abort() })), new Request('${BASE}/').signal.aborted]`;
    expect(await answer(body)).toEqual([
      'RangeError: mine',
      'RangeError: mine',
      'RangeError: mine',
      200,
      'AbortError: This operation was aborted',
      false,
    ]);
  });

  it('ends with AbortSignal.timeout', async () => {
    const body = `async function main() { ${FAILS} return fails(fetch('${BASE}/never', { signal: AbortSignal.timeout(5) })) }`;
    const realm = await runWithFetch(body, { engine });
    await realm.tick();
    expect(realm.final).toMatchObject({ t: 'done', value: '="TimeoutError: The operation timed out"' });
  });

  it('adds to the global scope what the list says, and nothing else', async () => {
    const names = (await answer('return Reflect.ownKeys(globalThis).map(String)')) as string[];
    expect(names.sort()).toEqual([...LANGUAGE_GLOBALS, ...PRELUDE_GLOBALS, ...NETWORK_GLOBALS].sort());
  });

  it('is read-only, bound and shows no source', async () => {
    const body = `const found = [];
      for (const name of ['fetch', 'Headers', 'Request', 'Response']) {
        const before = globalThis[name];
        try { globalThis[name] = 1 } catch {} try { delete globalThis[name] } catch {}
        try { Object.defineProperty(globalThis, name, { value: 1 }) } catch {}
        if (globalThis[name] !== before) found.push(name);
      }
      return [found, fetch.toString(), fetch.name, fetch.length, Object.isFrozen(fetch), (0, fetch) === globalThis.fetch]`;
    expect(await answer(body)).toEqual([[], 'function () { [native code] }', 'fetch', 1, true, true]);
  });
});

import { all, fails, gives, nextRunIsRight } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';
import type { Serve, ServedAnswer } from '../served.js';

/** Says what it was asked, but for what a wire adds. */
const echo: Serve = ({ method, path, headers, body }) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify([method, path, headers['x-mine'] ?? null, headers['content-type'] ?? null, body]),
});

const answers: Serve = ({ path }): ServedAnswer =>
  path === '/none'
    ? { status: 404, headers: { 'content-type': 'text/plain' }, body: 'nöne' }
    : { headers: { 'x-one': '1', 'x-two': 'a, b' }, body: new Uint8Array([0, 128, 255]) };

export const fetches: ConformanceGroup = {
  name: 'fetch',
  cases: [
    {
      name: 'answers with status, headers and body',
      source: `export async function main(input, { env }) {
        const none = await fetch(env.ORIGIN + '/none');
        const some = await fetch(new Request(new URL('/some?a=1#b', env.ORIGIN)));
        const { headers } = some;
        return [
          [none.ok, none.status, none.statusText, none.headers.get('Content-Type'), await none.text(), none.bodyUsed],
          [some.ok, some.redirected, some.url.slice(env.ORIGIN.length), headers.get('x-one'), headers.get('X-Two'), headers.get('x-no')],
          [...new Uint8Array(await some.clone().arrayBuffer())],
          some instanceof Response && headers instanceof Headers && fetch(env.ORIGIN) instanceof Promise,
        ];
      }`,
      options: { policy: { fetch: answers } },
      check: gives([
        [false, 404, 'Not Found', 'text/plain', 'nöne', true],
        [true, false, '/some?a=1', '1', 'a, b', null],
        [0, 128, 255],
        true,
      ]),
    },
    {
      name: 'sends method, headers and body',
      source: `export async function main(input, { env }) {
        const ask = (path, init) => fetch(env.ORIGIN + path, init).then((response) => response.json());
        return [
          await ask('/get?q=%20', { headers: { 'X-Mine': 'ü'.length + '' } }),
          await ask('/text', { method: 'post', body: 'a"b' }),
          await ask('/form', { method: 'POST', body: new URLSearchParams({ a: '1 2' }) }),
          await ask('/bytes', { method: 'POST', body: new Uint8Array([1, 200]), headers: [['content-type', 'x/y']] }),
        ];
      }`,
      options: { policy: { fetch: echo } },
      check: gives([
        ['GET', '/get?q=%20', '1', null, ''],
        ['POST', '/text', null, 'text/plain;charset=UTF-8', 'a"b'],
        ['POST', '/form', null, 'application/x-www-form-urlencoded;charset=UTF-8', 'a=1+2'],
        ['POST', '/bytes', null, 'x/y', '\u0001\u00c8'],
      ]),
    },
    {
      name: "rejects what the policy does not allow with the realm's own TypeError, and asks nobody",
      source: `export async function main(input, { env }) {
        const seen = [];
        for (const url of ['http://elsewhere.test/', env.ORIGIN + '.elsewhere.test/', env.ORIGIN.replace('http', 'https')])
          try { seen.push((await fetch(url)).status) } catch (error) { seen.push([error instanceof TypeError, error.name, error.code, error.cause === undefined]) }
        return seen;
      }`,
      options: {
        policy: {
          fetch: () => {
            throw new Error('asked');
          },
        },
      },
      check: gives(Array.from({ length: 3 }, () => [true, 'TypeError', 'NETWORK_REFUSED', true])),
    },
    {
      name: 'that nobody answers ends with its own signal, and with the run',
      source: `export async function main(input, { env }) {
        const controller = new AbortController();
        const asked = fetch(env.ORIGIN, { signal: controller.signal });
        setTimeout(() => controller.abort(new RangeError('enough')), 5);
        try { await asked } catch (error) { return [error instanceof RangeError, error.message] }
      }`,
      options: { policy: { fetch: () => new Promise(() => undefined) } },
      check: all(gives([true, 'enough']), nextRunIsRight),
    },
    {
      name: 'runs side by side',
      source: `export async function main(input, { env }) {
        const texts = await Promise.all([3, 1, 2].map(async (n) => (await fetch(env.ORIGIN + '/' + n)).text()));
        return texts;
      }`,
      options: { policy: { fetch: ({ path }) => ({ body: path }) } },
      check: gives(['/3', '/1', '/2']),
    },
    {
      name: 'is not there in a run that was not given it, be it the next one on the same host',
      source: 'export const main = () => [typeof fetch, typeof Headers, typeof Request, typeof Response]',
      options: { policy: { fetch: echo } },
      check: all(gives(['function', 'function', 'function', 'function']), async (_, tools) => {
        const without = await tools.subject.run(
          'export const main = (input, helpers) => [typeof fetch, typeof Headers, typeof Request, typeof Response, typeof helpers.fetch]',
        );
        await gives(['undefined', 'undefined', 'undefined', 'undefined', 'undefined'])(without, tools);
        const used = await tools.subject.run("export const main = () => fetch('http://origin.test/')");
        await fails('POLICY_VIOLATION', { details: { denied: 'fetch' } })(used, tools);
      }),
    },
  ],
};

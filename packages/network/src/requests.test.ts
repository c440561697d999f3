import { describe, expect, it } from 'vitest';
import type { WireRequest } from '@codelets/core';
import { createFetcher } from './fetcher.js';
import { serve, textOf, wire } from './testing/loopback-server.js';
import { reasonOf } from './testing/refused.js';

const { signal } = new AbortController();
const anywhere = {
  allow: [{ origin: 'http://127.0.0.1:1', methods: ['GET', 'POST'] }],
  allow_private_networks: true,
};
const at = (rest: Partial<WireRequest>): WireRequest => wire('http://127.0.0.1:1/', rest);

describe('a method', () => {
  it('is GET or HEAD unless a rule says more', async () => {
    await using server = await serve((_request, response) =>
      response.writeHead(200, { 'content-length': '6' }).end('answer'),
    );
    const policy = { allow: [{ origin: server.origin }], allow_private_networks: true };
    for (const method of [
      'POST',
      'PUT',
      'DELETE',
      'PATCH',
      'OPTIONS',
      'PROPFIND',
      'get ',
      'G\r\nET',
      'GET / HTTP/1.1',
      '',
    ])
      expect(await reasonOf(policy, wire(server.origin, { method }))).toBe('method');
    expect(server.seen).toHaveLength(0);
    const head = await createFetcher(policy).fetch(wire(server.origin, { method: 'head' }), { signal });
    expect([head.status, textOf(head.body)]).toEqual([200, '']);
    expect(Object.fromEntries(head.headers)).toMatchObject({ 'content-length': '6' });
  });

  it('that would tunnel or echo is never sent', async () => {
    for (const method of ['CONNECT', 'TRACE', 'TRACK', 'trace'])
      expect(await reasonOf(anywhere, at({ method }))).toBe('method');
  });

  it('cannot be changed by what a server may obey instead', async () => {
    for (const name of [
      'X-HTTP-Method-Override',
      'X-HTTP-Method',
      'x-method-override',
      'X_HTTP_METHOD_OVERRIDE',
    ])
      expect(await reasonOf(anywhere, at({ method: 'POST', headers: [[name, 'DELETE']] }))).toBe('header');
  });
});

describe('a header of the codelet', () => {
  it.each([
    'Host', 'host', 'Connection', 'Keep-Alive', 'Content-Length', 'Transfer-Encoding', 'transfer_encoding', 'TE', 'Trailer', 'Upgrade', 'Expect',
    'Proxy-Authorization', 'Proxy-Connection', 'Proxy-X', 'Cookie', 'Set-Cookie', 'Origin', 'Referer', 'Sec-Fetch-Site',
    'X-Forwarded-For', 'X-Forwarded-Host', 'X_Forwarded_For', 'Forwarded', 'X-Real-IP', 'X-Original-URL', 'X-Rewrite-URL',
    'Accept-Encoding', 'Metadata-Flavor', 'X-aws-ec2-metadata-token', 'Metadata', 'Via',
    '', 'a b', 'a:', ':path', 'a\r\nb', 'ä', 'a\0',
  ])('%j is refused by its name', async (name) => {
    expect(await reasonOf(anywhere, at({ headers: [[name, 'x']] }))).toBe('header');
  }); // prettier-ignore

  it.each([
    'a\r\nX-Evil: 1',
    'a\nX-Evil: 1',
    'a\rb',
    'a\0b',
    'a\r\n\r\nGET /admin HTTP/1.1\r\n',
    '\u{1f600}',
    'a\u010ab',
    '\x7f',
  ])('is refused by its value %j', async (value) =>
    expect(await reasonOf(anywhere, at({ headers: [['x-a', value]] }))).toBe('header'),
  );

  it('is one of at most a hundred, 16 KiB together', async () => {
    const many = Array.from({ length: 101 }, (_, index) => [`x-${index}`, 'x'] as const);
    expect(await reasonOf(anywhere, at({ headers: many }))).toBe('header');
    expect(await reasonOf(anywhere, at({ headers: [['x-a', 'x'.repeat(16_384)]] }))).toBe('header');
    // Refused for nothing but the connection that nobody takes.
    expect(await reasonOf(anywhere, at({ headers: many.slice(1) }))).toBe('failed');
  });

  it('arrives byte by byte as it was', async () => {
    await using server = await serve((request, response) => response.end(request.headers['x-a']));
    const policy = { allow: [{ origin: server.origin }], allow_private_networks: true };
    const headers = [['X-A', 'caf\xe9\t"\\'], ['User-Agent', 'mine']] as const; // prettier-ignore
    await createFetcher(policy).fetch(wire(server.origin, { headers }), { signal });
    expect(server.seen[0]!.headers).toMatchObject({ 'x-a': 'caf\xe9\t"\\', 'user-agent': 'mine' });
  });
});

describe('a request that is none', () => {
  it.each<[string, unknown]>([
    ['url', 5], ['url', new URL('http://127.0.0.1:1/')], ['method', undefined], ['headers', { a: 'b' }], ['headers', [['a']]], ['headers', [['a', 1]]],
    ['headers', ['ab']], ['headers', [['a', 'b', 'c']]], ['body', 'text'], ['body', undefined], ['body', new Uint8Array(1)], ['redirect', 'maybe'],
    ['redirect', undefined],
  ])('%s: %j', async (field, value) => {
    expect(await reasonOf(anywhere, at({ [field]: value }))).toBe('malformed');
  }); // prettier-ignore

  it('a body over its cap', async () => {
    const body = new Uint8Array((1 << 20) + 1);
    expect(await reasonOf(anywhere, at({ method: 'POST', body }))).toBe('too-large');
    expect(await reasonOf(anywhere, at({ method: 'POST', body: body.subarray(1) }))).toBe('failed');
  });
});

describe('what belongs to the service', () => {
  it('is not used: proxies of its environment', async () => {
    await using proxy = await serve((_request, response) => response.end('proxied'));
    await using server = await serve((_request, response) => response.end('direct'));
    const names = ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = name.startsWith('NODE') ? '1' : proxy.origin;
    try {
      const policy = { allow: [{ origin: server.origin }], allow_private_networks: true };
      const response = await createFetcher(policy).fetch(wire(server.origin), { signal });
      expect(textOf(response.body)).toBe('direct');
      expect(proxy.connections).toBe(0);
    } finally {
      for (const [index, name] of names.entries()) {
        const value = before[index];
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });

  it('is not kept: connections, cookies, answers', async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, {
        'set-cookie': 'a=b',
        'cache-control': 'max-age=1000',
        'keep-alive': 'timeout=100',
      });
      response.end();
    });
    const policy = { allow: [{ origin: server.origin }], allow_private_networks: true };
    const fetcher = createFetcher(policy);
    await fetcher.fetch(wire(server.origin), { signal });
    await fetcher.fetch(wire(server.origin), { signal });
    expect([server.connections, server.seen.length]).toEqual([2, 2]);
    expect(server.seen[1]!.headers.cookie).toBeUndefined();
  });
});

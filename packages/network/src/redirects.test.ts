import { describe, expect, it } from 'vitest';
import type { NetworkPolicy } from '@codelets/core';
import { createFetcher } from './fetcher.js';
import { serve, textOf, wire, type LoopbackServer } from './testing/loopback-server.js';
import { reasonOf, refusal } from './testing/refused.js';

const { signal } = new AbortController();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** `/STATUS?to` redirects to `to`; everything else answers. */
const redirecting = (): Promise<LoopbackServer> =>
  serve((request, response) => {
    const url = new URL(request.url!, 'http://server');
    const status = Number(url.pathname.slice(1));
    if (status >= 300)
      return response.writeHead(status, { location: decodeURIComponent(url.search.slice(1)) }).end();
    return response.end(`${request.method} ${request.url}`);
  });
const to = (server: LoopbackServer, target: string, status = 302): string =>
  `${server.origin}/${status}?${encodeURIComponent(target)}`;

const allowing = (...servers: LoopbackServer[]) => ({
  allow: servers.map(({ origin }) => ({ origin, methods: ['GET', 'HEAD', 'POST', 'PUT'] })),
  allow_private_networks: true,
});

describe('a redirect', () => {
  it.each([
    [301, 'POST', 'GET'], [302, 'POST', 'GET'], [303, 'POST', 'GET'], [303, 'PUT', 'GET'], [303, 'HEAD', 'HEAD'],
    [307, 'POST', 'POST'], [308, 'POST', 'POST'], [301, 'PUT', 'PUT'], [302, 'GET', 'GET'], [308, 'HEAD', 'HEAD'],
  ])('%d turns %s into %s', async (status, method, expected) => {
    await using server = await redirecting();
    const hasBody = method === 'POST' || method === 'PUT';
    const response = await createFetcher(allowing(server)).fetch(
      wire(to(server, '/end', status), {
        method,
        body: hasBody ? bytes('body') : null,
        headers: hasBody ? [['content-type', 'text/plain']] : [],
      }),
      { signal },
    );
    expect(response).toMatchObject({ status: 200, redirected: true, url: `${server.origin}/end` });
    const last = server.seen[1]!;
    expect(last.method).toBe(expected);
    const keeps = hasBody && expected === method;
    expect(last.headers['content-type']).toBe(keeps ? 'text/plain' : undefined);
    expect(last.headers['content-length']).toBe(keeps ? '4' : undefined);
  }); // prettier-ignore

  it('is not followed where the codelet says so', async () => {
    await using server = await redirecting();
    const request = wire(to(server, '/end'), { redirect: 'error' });
    expect(await reasonOf(allowing(server), request)).toBe('redirect');
    const manual = await createFetcher(allowing(server)).fetch(
      { ...request, redirect: 'manual' },
      { signal },
    );
    expect(manual).toMatchObject({ status: 302, redirected: false });
    expect(Object.fromEntries(manual.headers)['location']).toBe('/end');
    expect(server.seen).toHaveLength(2);
  });

  it('to several places is refused', async () => {
    await using server = await serve((_request, response) =>
      response.writeHead(302, ['location', '/a', 'location', '/b']).end(),
    );
    expect(await reasonOf(allowing(server), server.origin)).toBe('redirect');
    expect(server.seen).toHaveLength(1);
  });

  it('without a location is an answer', async () => {
    await using server = await serve((_request, response) => response.writeHead(302).end('here'));
    const response = await createFetcher(allowing(server)).fetch(wire(server.origin), { signal });
    expect([response.status, textOf(response.body)]).toEqual([302, 'here']);
  });

  it.each([
    ['http://127.0.0.2:1/', 'not-allowed'], ['http://localhost/', 'not-allowed'], ['http://169.254.169.254/latest/meta-data/', 'not-allowed'],
    ['//evil.example/', 'not-allowed'], ['\\\\evil.example\\', 'not-allowed'], ['/\\evil.example', 'not-allowed'],
    ['file:///etc/passwd', 'scheme'], ['data:text/plain,x', 'scheme'], ['javascript:1', 'scheme'], ['ftp://a.example', 'scheme'],
    ['http://user:pass@evil.example/', 'credentials'], ['http://', 'malformed'], [`/${'x'.repeat(9000)}?${'y'.repeat(9000)}`, 'too-large'],
  ])('to %s is refused', async (target, reason) => {
    await using server = await serve((_request, response) => response.writeHead(302, { location: target }).end());
    const error = await refusal(allowing(server), server.origin);
    expect(error.reason).toBe(reason);
    // The target is the server's, and may be a name of the inside.
    if (reason !== 'too-large') expect(error.message).toMatch(/^After a redirect: /);
    expect(error.message).not.toMatch(/evil|127|169|passwd/);
    expect(server.seen).toHaveLength(1);
  }); // prettier-ignore

  it('to an allowed name that is private is refused', async () => {
    await using server = await redirecting();
    const inside = `http://inside.example:${server.port}`;
    const policy = { ...allowing(server), allow: [{ origin: server.origin }, { origin: inside }] };
    const lookup = async () => [{ address: '169.254.169.254' }];
    expect(await reasonOf(policy, to(server, inside), { lookup })).toBe('private-address');
  });

  it('is checked for method and path as any request is', async () => {
    await using server = await redirecting();
    const only = (fields: object) => ({
      allow: [{ origin: server.origin, ...fields }],
      allow_private_networks: true,
    });
    const post = wire(to(server, '/end', 302), { method: 'POST', body: bytes('x') });
    expect(await reasonOf(only({ methods: ['POST'] }), post)).toBe('method');
    expect(await reasonOf(only({ path: '/302' }), to(server, '/end'))).toBe('not-allowed');
    expect(await reasonOf(only({ path: '/302' }), to(server, '/302/..%2fend'))).toBe('not-allowed');
    expect(server.seen).toHaveLength(3);
  });

  it('is followed ten times and no further, and each hop counts as a request', async () => {
    await using server = await serve((request, response) => {
      const count = Number(request.url!.slice(1));
      if (count === 0) response.end('end');
      else response.writeHead(302, { location: `/${count - 1}` }).end();
    });
    const policy = allowing(server);
    expect((await createFetcher(policy).fetch(wire(`${server.origin}/10`), { signal })).url).toBe(
      `${server.origin}/0`,
    );
    expect(server.seen).toHaveLength(11);
    expect(await reasonOf(policy, `${server.origin}/11`)).toBe('redirect');
    expect(await reasonOf(policy, `${server.origin}/9999`)).toBe('redirect');
    expect(server.seen).toHaveLength(33);
    expect(await reasonOf({ ...policy, max_requests: 3 }, `${server.origin}/3`)).toBe('too-many-requests');
    expect(server.seen).toHaveLength(36);
  });
});

describe('what a redirect takes along', () => {
  it('to another origin: no credentials of the codelet, no secret of another rule', async () => {
    await using other = await redirecting();
    await using server = await redirecting();
    const policy: NetworkPolicy = {
      allow: [
        { origin: server.origin, headers: { 'x-key': 'first-secret', cookie: 'first-secret' } },
        { origin: other.origin, headers: { 'x-other': 'second-secret' } },
      ],
      allow_private_networks: true,
    };
    // There, elsewhere, and back again.
    const url = to(server, to(other, `${server.origin}/end`));
    const headers = [['Authorization', 'Bearer own'], ['X-Plain', 'plain']] as const; // prettier-ignore
    await createFetcher(policy).fetch(wire(url, { headers }), { signal });
    const [first, third] = server.seen;
    const [second] = other.seen;
    expect(first!.headers).toMatchObject({
      authorization: 'Bearer own',
      'x-key': 'first-secret',
      cookie: 'first-secret',
    });
    expect(first!.rawHeaders.join()).not.toContain('second-secret');
    expect(second!.headers).toMatchObject({ 'x-plain': 'plain', 'x-other': 'second-secret' });
    expect(second!.rawHeaders.join()).not.toMatch(/first-secret|Bearer/);
    expect(second!.headers).not.toHaveProperty('authorization');
    expect(third!.headers).toMatchObject({ 'x-key': 'first-secret', 'x-plain': 'plain' });
    expect(third!.rawHeaders.join()).not.toMatch(/second-secret|Bearer/);
  });

  it('to another path of the origin: the secret of the rule that fits there', async () => {
    await using server = await redirecting();
    const policy: NetworkPolicy = {
      allow: [
        { origin: server.origin, path: '/302', headers: { 'x-key': 'first-secret' } },
        { origin: server.origin, path: '/end', headers: { 'x-end': 'second-secret' } },
      ],
      allow_private_networks: true,
    };
    await createFetcher(policy).fetch(wire(to(server, '/end'), { headers: [['authorization', 'own']] }), {
      signal,
    });
    expect(server.seen[1]!.headers).toMatchObject({ 'x-end': 'second-secret', authorization: 'own' });
    expect(server.seen[1]!.headers).not.toHaveProperty('x-key');
  });
});

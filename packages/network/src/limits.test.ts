import type { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { NetworkPolicy } from '@codelets/core';
import { createFetcher } from './fetcher.js';
import { serve, serveBytes, textOf, wire } from './testing/loopback-server.js';
import { reasonOf, refusal } from './testing/refused.js';

const { signal } = new AbortController();
const allow = (origin: string, rest: Partial<NetworkPolicy> = {}): NetworkPolicy => ({
  allow: [{ origin, methods: ['GET', 'HEAD', 'POST'] }],
  allow_private_networks: true,
  ...rest,
});
const get = (policy: NetworkPolicy, url: string) => createFetcher(policy).fetch(wire(url), { signal });

/** An error on the way out is how the other side leaves. */
const gone = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));

/** Answers every request with these bytes. */
const answering = (...parts: (string | Buffer)[]) =>
  serveBytes((socket) => {
    socket.once('data', () => {
      for (const part of parts) socket.write(part);
      socket.end();
    });
  });

/** Writes as fast as the other side reads, until it goes away. */
function flood(socket: Socket, head: string, part: string): void {
  socket.once('data', () => {
    socket.write(head);
    const more = (): void => {
      while (!socket.destroyed && socket.write(part));
    };
    socket.on('drain', more);
    more();
  });
}

describe('a body', () => {
  it.each([
    ['gzip', gzipSync], ['x-gzip', gzipSync], ['GZIP', gzipSync], ['deflate', deflateSync], ['deflate', deflateRawSync], ['br', brotliCompressSync],
    ['identity', (text: Buffer) => text],
  ] as const)('in %s is decoded', async (encoding, compress) => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(compress(Buffer.from('héllo '.repeat(99))));
    });
    expect(textOf((await get(allow(server.origin), server.origin)).body)).toBe('héllo '.repeat(99));
    expect(server.seen[0]!.headers['accept-encoding']).toBe('gzip, deflate, br');
  }); // prettier-ignore

  it.each([
    ['gzip', gzipSync], ['deflate', deflateSync], ['deflate', deflateRawSync], ['br', brotliCompressSync],
  ] as const)('of 8 MiB in a few KiB of %s is refused', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(8 << 20));
    await using server = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb);
    });
    const policy = allow(server.origin, { max_response_bytes: 1 << 17 });
    expect(bomb.length).toBeLessThan(1 << 17);
    expect(await reasonOf(policy, server.origin)).toBe('too-large');
  }); // prettier-ignore

  it('packed twice, in a coding that nobody asked for, or broken is refused', async () => {
    const twice = gzipSync(gzipSync('x'));
    for (const [encoding, body] of [['gzip, gzip', twice], ['zstd', twice], ['gzip', Buffer.from('no gzip')], ['br', Buffer.from('no')]] as const) {
      await using server = await serve((_request, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end(body);
      });
      expect(await reasonOf(allow(server.origin), server.origin)).toBe('encoding');
    }
  }); // prettier-ignore

  it('is taken up to the cap and not beyond it, announced or not', async () => {
    await using server = await serve((request, response) => {
      const [, size, how] = request.url!.split('/');
      if (how === 'announced') response.setHeader('content-length', size!);
      response.write(Buffer.alloc(Number(size)));
      response.end();
    });
    const policy = allow(server.origin, { max_response_bytes: 1000 });
    expect((await get(policy, `${server.origin}/1000/announced`)).body).toHaveLength(1000);
    expect((await get(policy, `${server.origin}/1000/chunked`)).body).toHaveLength(1000);
    expect(await reasonOf(policy, `${server.origin}/1001/announced`)).toBe('too-large');
    expect(await reasonOf(policy, `${server.origin}/1001/chunked`)).toBe('too-large');
    expect(await reasonOf(allow(server.origin), `${server.origin}/${(1 << 20) + 1}/chunked`)).toBe(
      'too-large',
    );
  });

  it('of a HEAD or a 304 is empty, whatever it is said to be', async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '99999999', 'content-encoding': 'gzip' }).end();
    });
    const policy = allow(server.origin, { max_response_bytes: 1000 });
    const head = await createFetcher(policy).fetch(wire(server.origin, { method: 'HEAD' }), { signal });
    expect(head.body).toHaveLength(0);
  });

  it('has memory of its own', async () => {
    await using server = await serve((_request, response) => response.end('small'));
    expect((await get(allow(server.origin), server.origin)).body.buffer.byteLength).toBe(5);
  });
});

describe('a server that never ends', () => {
  it.each([
    ['a body', 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(65_536)],
    ['chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', `1000\r\n${'x'.repeat(4096)}\r\n`],
    ['headers', 'HTTP/1.1 200 OK\r\n', 'x-header: value\r\n'.repeat(999)],
    ['one header', 'HTTP/1.1 200 OK\r\nx-header: ', 'x'.repeat(65_536)],
    ['informational answers', '', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(99)],
    [
      'chunk extensions',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n',
      '1;ext=ension\r\nx\r\n'.repeat(999),
    ],
    ['one chunk extension', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;', 'x'.repeat(65_536)],
    ['blanks in a header', 'HTTP/1.1 200 OK\r\nx-a:', ' '.repeat(65_536)],
    [
      'trailers',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n',
      'x-trailer: value\r\n'.repeat(999),
    ],
  ])('is left for %s', async (_what, head, part) => {
    let closed: Promise<unknown> | undefined;
    await using server = await serveBytes((socket) => {
      closed = gone(socket);
      flood(socket, head, part);
    });
    expect(await reasonOf(allow(server.origin, { max_response_bytes: 100_000 }), server.origin)).toBe(
      'too-large',
    );
    await closed;
  });

  it.each([
    ['says nothing', ''],
    ['stops in its headers', 'HTTP/1.1 200 OK\r\nx-a: '],
    ['stops in its body', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nx'],
  ])('is left at the timeout when it %s', async (_what, text) => {
    let closed: Promise<unknown> | undefined;
    await using server = await serveBytes((socket) => {
      closed = gone(socket);
      socket.once('data', () => socket.write(text));
    });
    const error = await refusal(allow(server.origin, { timeout_ms: 150 }), server.origin);
    expect(error).toMatchObject({ reason: 'timeout', code: 'NETWORK_TIMEOUT' });
    await closed;
  });

  it('is left at the timeout when it drips: every byte in time, all of them too late', async () => {
    let closed: Promise<unknown> | undefined;
    await using server = await serveBytes((socket) => {
      closed = gone(socket);
      const timer = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => clearInterval(timer));
      socket.write('HTTP/1.1 200 OK\r\nx-a: ');
    });
    expect(await reasonOf(allow(server.origin, { timeout_ms: 300 }), server.origin)).toBe('timeout');
    await closed;
  });

  it('has one timeout for all hops, and a resolver that does not answer is under it', async () => {
    await using server = await serve((_request, response) => {
      setTimeout(() => response.writeHead(302, { location: '/' }).end(), 60);
    });
    expect(await reasonOf(allow(server.origin, { timeout_ms: 200 }), server.origin)).toBe('timeout');
    const origin = 'http://name.example';
    const lookup = () => new Promise<never>(() => undefined);
    expect(await reasonOf(allow(origin, { timeout_ms: 50 }), origin, { lookup })).toBe('timeout');
  });
});

describe('an answer that is not HTTP', () => {
  it.each([
    ['nothing', []],
    ['no status line', ['hello\r\n\r\n']],
    ['a body cut short', ['HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort']],
    ['two lengths', ['HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx']],
    [
      'a length and chunks',
      ['HTTP/1.1 200 OK\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ],
    [
      'an upgrade',
      ['HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\nframes'],
    ],
    [
      '100 that nobody asked for',
      ['HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'],
    ],
    ['a line folded', ['HTTP/1.1 200 OK\r\nx-a: 1\r\n\tb: 2\r\nx\0y: z\r\n\r\n']],
    ['SSH', ['SSH-2.0-OpenSSH_9.6\r\n']],
  ])('is told without its words: %s', async (_what, parts) => {
    await using server = await answering(...parts);
    const error = await refusal(allow(server.origin), server.origin);
    expect(error.reason).toBe('failed');
    expect(error.message).toBe('The server could not be reached, or did not answer as HTTP asks');
  });

  it('a second answer on the connection is nobody’s', async () => {
    await using server = await answering(
      'HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\noneHTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\ntwo',
    );
    const fetcher = createFetcher(allow(server.origin));
    for (let count = 0; count < 3; count += 1)
      expect(textOf((await fetcher.fetch(wire(server.origin), { signal })).body)).toBe('one');
  });

  it('line breaks that a header brings make no headers', async () => {
    await using server = await answering(
      'HTTP/1.1 200 OK\r\nx-a: 1\r\nx-b: 2%0d%0ax-c: 3\r\ncontent-length: 0\r\n\r\n',
    );
    const { headers } = await get(allow(server.origin), server.origin);
    expect(headers.map(([name]) => name)).toEqual(['x-a', 'x-b', 'content-length']);
  });
});

describe('the end of a run', () => {
  it('aborts a request at once, also one that waits for a name', async () => {
    let closed: Promise<unknown> | undefined;
    const controller = new AbortController();
    await using server = await serveBytes((socket) => {
      closed = gone(socket);
      controller.abort();
    });
    const fetcher = createFetcher(allow(server.origin));
    await expect(fetcher.fetch(wire(server.origin), controller)).rejects.toMatchObject({
      reason: 'aborted',
      code: 'NETWORK_ABORTED',
    });
    await closed;

    const waiting = new AbortController();
    const origin = 'http://name.example';
    const lookup = async () => {
      waiting.abort();
      return new Promise<never>(() => undefined);
    };
    await expect(createFetcher(allow(origin), { lookup }).fetch(wire(origin), waiting)).rejects.toMatchObject(
      {
        reason: 'aborted',
      },
    );
    await expect(createFetcher(allow(origin)).fetch(wire(origin), waiting)).rejects.toMatchObject({
      reason: 'aborted',
    });
  });

  it('disposes: what is under way is given up, and nothing follows', async () => {
    const fetchers: { dispose(): void }[] = [];
    await using server = await serve(() => fetchers[0]!.dispose());
    const fetcher = createFetcher(allow(server.origin));
    fetchers.push(fetcher);
    await expect(fetcher.fetch(wire(server.origin), { signal })).rejects.toMatchObject({ reason: 'aborted' });
    await expect(fetcher.fetch(wire(server.origin), { signal })).rejects.toMatchObject({ reason: 'aborted' });
    expect(server.seen).toHaveLength(1);
    fetcher.dispose();
  });

  it('has made at most so many requests, refused ones not counted', async () => {
    await using server = await serve((_request, response) => response.end());
    const fetcher = createFetcher(allow(server.origin, { max_requests: 2 }));
    await expect(fetcher.fetch(wire('http://evil.example'), { signal })).rejects.toMatchObject({
      reason: 'not-allowed',
    });
    await Promise.all([1, 2].map(() => fetcher.fetch(wire(server.origin), { signal })));
    await expect(fetcher.fetch(wire(server.origin), { signal })).rejects.toMatchObject({
      reason: 'too-many-requests',
    });
    const usual = createFetcher(allow(server.origin));
    for (let count = 0; count < 20; count += 1) await usual.fetch(wire(server.origin), { signal });
    await expect(usual.fetch(wire(server.origin), { signal })).rejects.toMatchObject({
      reason: 'too-many-requests',
    });
    expect(server.seen).toHaveLength(22);
  });
});

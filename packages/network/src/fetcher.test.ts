import { describe, expect, it } from 'vitest';
import { createFetcher } from './fetcher.js';
import { serve, textOf, wire } from './testing/loopback-server.js';

const context = { signal: new AbortController().signal };

describe('fetch of what is allowed', () => {
  it('answers status, headers and body, and sends method, headers and body', async () => {
    await using server = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.writeHead(201, 'Made', { 'X-One': '1', 'set-cookie': 'session=1' });
        response.end(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`);
      });
    });
    const fetcher = createFetcher({
      allow: [{ origin: server.origin, methods: ['POST'], headers: { 'X-Key': 'secret' } }],
      allow_private_networks: true,
    });
    const response = await fetcher.fetch(
      wire(`${server.origin}/a/b?c=d#e`, {
        method: 'post',
        headers: [
          ['Content-Type', 'text/plain'],
          ['x-key', 'mine'],
          ['X_Key', 'mine'],
        ],
        body: new TextEncoder().encode('hellö'),
      }),
      context,
    );
    expect(response).toMatchObject({
      url: `${server.origin}/a/b?c=d`,
      status: 201,
      status_text: 'Made',
      redirected: false,
    });
    expect(textOf(response.body)).toBe('POST /a/b?c=d hellö');
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-one': '1' });
    expect(response.headers.map(([name]) => name)).not.toContain('set-cookie');
    expect(server.seen[0]?.headers).toMatchObject({
      'content-type': 'text/plain',
      'x-key': 'secret',
      'content-length': '6',
      connection: 'close',
    });
    expect(server.seen[0]?.headers).not.toHaveProperty('x_key');
  });
});

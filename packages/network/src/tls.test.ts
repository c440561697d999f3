import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import * as tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFetcher } from './fetcher.js';
import { textOf, wire } from './testing/loopback-server.js';
import { reasonOf } from './testing/refused.js';
import { selfSigned } from './testing/self-signed.js';

const { signal } = new AbortController();
const lookup = async () => [{ address: '127.0.0.1' }];
const known = selfSigned('known.example');
/** Newer than the types. */
const { setDefaultCACertificates } = tls as unknown as {
  setDefaultCACertificates(all: readonly string[]): void;
};

let names: (string | false)[] = [];
const answer: RequestListener = (request, response) => {
  names.push((request.socket as tls.TLSSocket & { servername?: string | false }).servername ?? false);
  response.end('private');
};
const server = createServer(known, answer);
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `https://known.example:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const allow = (...origins: string[]) => ({
  allow: origins.map((one) => ({ origin: one })),
  allow_private_networks: true,
});

describe('https', () => {
  it('refuses a certificate that nobody vouches for, whatever the environment says', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await reasonOf(allow(origin), origin, { lookup })).toBe('failed');
      expect(names).toEqual([]);
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });

  it('goes to the address that was checked and asks there for the name', async () => {
    setDefaultCACertificates([known.cert]);
    const response = await createFetcher(allow(origin), { lookup }).fetch(wire(`${origin}/x`), { signal });
    expect(textOf(response.body)).toBe('private');
    expect(names).toEqual(['known.example']);
    names = [];
  });

  it('refuses a certificate of another name: an address alone is no identity', async () => {
    setDefaultCACertificates([known.cert]);
    const other = origin.replace('known', 'other');
    expect(await reasonOf(allow(other), other, { lookup })).toBe('failed');
    expect(names).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { createFetcher } from '../fetcher.js';
import { wire } from './loopback-server.js';

it.each(['http://name.example', 'http://93.184.216.34', 'https://name.example'])(
  'nothing in these tests leaves the machine: %s',
  async (origin) => {
    const fetcher = createFetcher(
      { allow: [{ origin }] },
      { lookup: async () => [{ address: '93.184.216.34' }] },
    );
    await expect(fetcher.fetch(wire(origin), { signal: new AbortController().signal })).rejects.toMatchObject(
      {
        reason: 'failed',
        cause: { message: 'a test connects to 93.184.216.34' },
      },
    );
  },
);

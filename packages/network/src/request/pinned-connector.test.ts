import { connect, type Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { expect, it } from 'vitest';
import { serve } from '../testing/loopback-server.js';
import { pinnedConnector } from './pinned-connector.js';

/** Stands for a version of undici or Node that asks a resolver of its own. */
const unpinned = ((options: { port: number }) =>
  (_target: unknown, callback: (error: null, socket: Socket) => void) => {
    const socket = connect(options.port, '127.0.0.1', () => callback(null, socket));
  }) as unknown as (port: number) => typeof buildConnector;

it('a connection to any other address is closed before a byte is sent', async () => {
  await using server = await serve((_request, response) => response.end());
  const build = (() => (unpinned as unknown as (options: object) => unknown)({ port: server.port })) as never;
  let opened = 0;
  const connector = (address: string) =>
    pinnedConnector(build, [{ address, family: 4 }], () => {
      opened += 1;
    });
  const outcome = (address: string) =>
    new Promise<unknown>((resolve) => {
      connector(address)({ hostname: 'a.example', protocol: 'http:', port: '80' }, (error, socket) => {
        socket?.destroy();
        resolve(error ?? socket);
      });
    });
  expect(await outcome('127.0.0.2')).toMatchObject({ reason: 'private-address' });
  expect(opened).toBe(0);
  expect(await outcome('127.0.0.1')).toMatchObject({ destroyed: true });
  expect(opened).toBe(1);
  expect(server.seen).toHaveLength(0);
});

import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { WireRequest } from '@codelets/core';

export interface LoopbackServer extends AsyncDisposable {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** What came in, in order. */
  readonly seen: IncomingMessage[];
  readonly connections: number;
}

/** An HTTP server on loopback. Nothing in these tests goes further. */
export async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<LoopbackServer> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    listener(request, response);
  });
  return listening(server, seen, host);
}

/** A server that answers with whatever bytes it likes. */
export async function serveBytes(onSocket: (socket: Socket) => void): Promise<LoopbackServer> {
  return listening(createTcpServer(onSocket), [], '127.0.0.1');
}

async function listening(server: Server, seen: IncomingMessage[], host: string): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    seen,
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A request as the realm would send it. */
export function wire(url: string, rest: Partial<WireRequest> = {}): WireRequest {
  return { url, method: 'GET', headers: [], body: null, redirect: 'follow', ...rest };
}

export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

import { once } from 'node:events';
import { STATUS_CODES, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallError, WireRequest, WireResponse } from '@codelets/core';

/** The least of a request that is the same whether it went over a wire or not. */
export interface AskedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Names in lower case. Over a wire there are more than the codelet set. */
  readonly headers: Readonly<Record<string, string>>;
  /** A byte a character. */
  readonly body: string;
}

export interface ServedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Answers what a codelet fetches. */
export type Serve = (request: AskedRequest) => ServedAnswer | Promise<ServedAnswer>;

/** The origin where there is no wire. */
export const ORIGIN_WITHOUT_WIRE = 'http://origin.test';

class Refusal extends Error {}

/** Answers a request as the network would, without one. */
export async function answerWire(serve: Serve, request: WireRequest): Promise<WireResponse> {
  const url = new URL(request.url);
  if (url.origin !== ORIGIN_WITHOUT_WIRE) throw new Refusal('The policy does not allow this request');
  url.hash = '';
  const {
    status = 200,
    headers = {},
    body = '',
  } = await serve({
    method: request.method,
    path: url.pathname + url.search,
    headers: Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(request.body ?? []).toString('latin1'),
  });
  return {
    url: url.href,
    status,
    status_text: STATUS_CODES[status] ?? '',
    redirected: false,
    headers: Object.entries(headers),
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  };
}

/** What the codelet sees of a request that was refused. */
export function refusalOf(thrown: unknown): CallError | undefined {
  if (!(thrown instanceof Refusal)) return undefined;
  return { name: 'TypeError', code: 'NETWORK_REFUSED', message: thrown.message };
}

export interface Served {
  readonly origin: string;
  close(): Promise<void>;
}

/** The same over a wire: a server on this machine. */
export async function startServer(serve: Serve): Promise<Served> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = 'GET', url: path = '/' } = request;
      const headers = request.headers as Record<string, string>;
      const body = Buffer.concat(chunks).toString('latin1');
      void Promise.resolve(serve({ method, path, headers, body })).then((answer) => {
        response.writeHead(answer.status ?? 200, answer.headers);
        response.end(answer.body);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

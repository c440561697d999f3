import type { Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import type { ResolvedAddress } from '../address/resolve-host.js';
import { NetworkRefusedError } from '../network-refused-error.js';
import { pinnedConnector } from './pinned-connector.js';

const MAXIMUM_HEADER_BYTES = 16_384;
const MAXIMUM_HEADERS = 200;
const MAXIMUM_INFORMATIONAL = 8;
const WATCH_INTERVAL_MS = 100;

export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | null;
  readonly addresses: readonly ResolvedAddress[];
  readonly max_response_bytes: number;
  readonly signal: AbortSignal;
}

export interface HopResponse {
  readonly status: number;
  readonly status_text: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As it came, still encoded. */
  readonly body: Buffer;
}

/**
 * One request on a connection of its own, which ends with it: nothing is kept alive, so no state of one hop, run or
 * tenant is met by another. undici's `Client` looks at no proxy variable, cookie jar or cache.
 */
export async function sendHop(hop: Hop): Promise<HopResponse> {
  // Loaded when the first codelet fetches; services whose codelets never do, do not pay for it.
  const { Client, buildConnector } = await import('undici');
  hop.signal.throwIfAborted();
  let socket: Socket | undefined;
  const client = new Client(hop.url.origin, {
    connect: pinnedConnector(buildConnector, hop.addresses, (opened) => {
      socket = opened;
    }),
    // 0: one request a connection, with `connection: close`.
    pipelining: 0,
    maxHeaderSize: MAXIMUM_HEADER_BYTES,
    maxResponseSize: hop.max_response_bytes,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return new Promise<HopResponse>((resolve, reject) => {
    // What frames a body (chunk extensions, say) counts for no body: bounded apart, far above what an honest server needs.
    const maximum_wire_bytes = hop.max_response_bytes * 8 + (1 << 20);
    const watch = setInterval(() => {
      if ((socket?.bytesRead ?? 0) > maximum_wire_bytes) settle(new NetworkRefusedError('too-large'));
    }, WATCH_INTERVAL_MS);
    const onAbort = (): void => settle(hop.signal.reason);
    hop.signal.addEventListener('abort', onAbort, { once: true });

    function settle(outcome: unknown, response?: HopResponse): void {
      clearInterval(watch);
      hop.signal.removeEventListener('abort', onAbort);
      if (response) resolve(response);
      else reject(refusalOf(outcome));
      // Takes the socket with it, in whatever state it is. Its own callback must not make a rejection of its own.
      client.destroy(null, () => undefined);
    }

    try {
      client.dispatch(
        {
          path: hop.url.pathname + hop.url.search,
          method: hop.method as Dispatcher.HttpMethod,
          headers: hop.headers.flat(),
          body: hop.body === null ? null : Buffer.from(hop.body),
          reset: true,
        },
        collect(hop, settle),
      );
    } catch (error) {
      settle(error);
    }
  });
}

type Settle = (outcome: unknown, response?: HopResponse) => void;

function collect(hop: Hop, settle: Settle): Dispatcher.DispatchHandlers {
  let informational = 0;
  let head: Omit<HopResponse, 'body'> | undefined;
  const chunks: Buffer[] = [];
  return {
    onConnect() {},
    onHeaders(status, raw, _resume, status_text) {
      if (status < 200) {
        informational += 1;
        if (informational > MAXIMUM_INFORMATIONAL) settle(new NetworkRefusedError('too-large'));
        return true;
      }
      if (raw.length > MAXIMUM_HEADERS * 2) {
        settle(new NetworkRefusedError('too-large'));
        return false;
      }
      head = { status, status_text, headers: pairsOf(raw) };
      const announced = Number(head.headers.find(([name]) => name === 'content-length')?.[1]);
      if (hop.method !== 'HEAD' && announced > hop.max_response_bytes)
        settle(new NetworkRefusedError('too-large'));
      return true;
    },
    onData(chunk) {
      chunks.push(Buffer.from(chunk));
      return true;
    },
    onComplete() {
      if (head) settle(undefined, { ...head, body: Buffer.concat(chunks) });
      else settle(new NetworkRefusedError('failed'));
    },
    onError: (error) => settle(error),
  };
}

/** `raw` alternates between names and values. */
function pairsOf(raw: readonly Buffer[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2)
    pairs.push([raw[index]!.toString('latin1').toLowerCase(), raw[index + 1]!.toString('latin1')]);
  return pairs;
}

const TOO_LARGE: ReadonlySet<unknown> = new Set([
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
  'UND_ERR_HEADERS_OVERFLOW',
]);

function refusalOf(error: unknown): NetworkRefusedError {
  if (NetworkRefusedError.isInstance(error)) return error;
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return new NetworkRefusedError(TOO_LARGE.has(code) ? 'too-large' : 'failed', { cause: error });
}

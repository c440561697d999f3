import { primordials as p, setHidden, setOwn, type WireRequest, type WireResponse } from '@codelets/core';
import { intrinsics, sealed } from '../../intrinsics.js';
import { abortHooks } from '../abort-hooks.js';
import { createHeaders, type HeadersParts } from './headers.js';
import { createRequest, type RequestParts } from './request.js';
import { createResponse, type ResponseParts } from './response.js';

/** Sends a request to the trusted side. What it rejects with may have an own `code` and `message`, as data. */
export type NetworkCall = (request: WireRequest) => Promise<WireResponse>;

export type Fetch = (input: unknown, init?: unknown) => Promise<object>;

export interface FetchGlobals {
  readonly fetch: Fetch;
  readonly Headers: HeadersParts['Headers'];
  readonly Request: RequestParts['Request'];
  readonly Response: ResponseParts['Response'];
}

/**
 * `fetch` and its classes over a call to the trusted side, which decides everything about what may be reached. Plain
 * functions around private state: a codelet that replaces every method in its realm changes what its own code does,
 * and reaches neither `call` nor the state of another object.
 */
export function createFetch(call: NetworkCall): FetchGlobals {
  const headers = createHeaders();
  const request = createRequest(headers);
  const response = createResponse(headers);

  function fetch(input: unknown, init: unknown = undefined): Promise<object> {
    // Made here, where the codelet's own frames are on the stack.
    const failure = new intrinsics.TypeError('fetch failed');
    return new intrinsics.Promise<object>((resolve, reject) => {
      // What this throws rejects.
      const made = request.create(input, init);
      const signal = request.signalOf(made);
      const hooks = abortHooks();
      if (signal && hooks) {
        if (hooks.isAborted(signal)) return reject(hooks.reasonOf(signal));
        hooks.whenAborted(signal, () => reject(hooks.reasonOf(signal)));
      }
      const wire = request.wireOf(made);
      const fail = (reason: unknown): void => reject(describe(failure, reason));
      try {
        settle(call(wire), (answer) => resolve(response.create(answer as WireResponse, wire.method)), fail);
      } catch (thrown) {
        fail(thrown);
      }
    });
  }

  return {
    fetch: sealed('fetch', fetch),
    Headers: headers.Headers,
    Request: request.Request,
    Response: response.Response,
  };
}

const { then: react } = intrinsics;

/** `then` by the engine's own hand: neither the codelet's `then` nor its species is asked. */
function settle(
  promise: Promise<unknown>,
  next: (value: unknown) => void,
  failed: (reason: unknown) => void,
): void {
  setHidden(promise, 'constructor', undefined);
  react(
    promise,
    (value) => {
      try {
        next(value);
      } catch (thrown) {
        // An answer that is none. A rejection that nobody hears would end the run.
        failed(thrown);
      }
    },
    failed,
  );
}

/** The failure with what the trusted side said about it: a code, and words that are fit for the codelet. */
function describe(failure: Error, reason: unknown): Error {
  const message = dataOf(reason, 'message');
  const code = dataOf(reason, 'code');
  if (message !== undefined) setHidden(failure, 'message', `fetch failed: ${message}`);
  setOwn(failure, 'code', code ?? 'NETWORK_FAILED');
  return failure;
}

function dataOf(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = intrinsics.descriptorOf(value, key) as { value?: unknown } | undefined;
  return found && p.hasOwn(found, 'value') && typeof found.value === 'string' ? found.value : undefined;
}

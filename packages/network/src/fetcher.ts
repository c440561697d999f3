import { lookup as systemLookup } from 'node:dns/promises';
import { setMaxListeners } from 'node:events';
import type { NetworkPolicy, WireRequest, WireResponse } from '@codelets/core';
import { resolveHost, type Lookup } from './address/resolve-host.js';
import { NetworkRefusedError } from './network-refused-error.js';
import { checkNetworkPolicy } from './policy/check-network-policy.js';
import { findRule } from './policy/find-rule.js';
import { followingRequest, isRedirect } from './redirect.js';
import { checkRequest, checkUrl, type CheckedRequest } from './request/check-request.js';
import { requestHeaders } from './request/request-headers.js';
import { sendHop, type HopResponse } from './request/send-hop.js';
import { endsWith } from './request/ends-with.js';
import { toWireResponse } from './response/to-wire-response.js';

const DEFAULTS = { max_response_bytes: 1 << 20, timeout_ms: 10_000, max_requests: 20 };
const MAXIMUM_HOPS = 10;

export interface FetcherOptions {
  /** Instead of the system's resolver. What it answers is checked like any other answer. */
  readonly lookup?: Lookup;
}

/** The trusted half of one run's `fetch`. */
export interface Fetcher {
  /** Rejects with `NetworkRefusedError` alone. */
  fetch(request: WireRequest, context: { readonly signal: AbortSignal }): Promise<WireResponse>;
  /** Gives up every request under way and refuses further ones. */
  dispose(): void;
}

/**
 * One for each run: it counts the run's requests. Throws a `TypeError` that names the field when the policy is wrong.
 */
export function createFetcher(policy: NetworkPolicy, options: FetcherOptions = {}): Fetcher {
  const { allow, allow_private_networks = false, ...given } = checkNetworkPolicy(policy);
  const { max_response_bytes, timeout_ms, max_requests } = { ...DEFAULTS, ...given };
  const lookup = options.lookup ?? ((hostname) => systemLookup(hostname, { all: true, verbatim: true }));
  const disposed = new AbortController();
  // Every request listens to it.
  setMaxListeners(0, disposed.signal);
  let requests = 0;

  /** Each hop is checked from scratch, as if the codelet had asked for it: allowlist, method, path, addresses. */
  async function sendChecked(request: CheckedRequest, signal: AbortSignal): Promise<HopResponse> {
    const { url, method, body } = request;
    const found = findRule(allow, url, method);
    if ('refused' in found) throw new NetworkRefusedError(found.refused);
    requests += 1;
    if (requests > max_requests) throw new NetworkRefusedError('too-many-requests');
    const addresses = await resolveHost(url.hostname, { lookup, allow_private_networks });
    const headers = requestHeaders(request.headers, found.rule);
    return sendHop({ url, method, headers, body, addresses, max_response_bytes, signal });
  }

  async function follow(wire: WireRequest, signal: AbortSignal): Promise<WireResponse> {
    let request = checkRequest(wire);
    let hops = 0;
    try {
      for (; ; hops += 1) {
        const response = await sendChecked(request, signal);
        const location = isRedirect(response.status) ? locationOf(response) : undefined;
        if (location === undefined || request.redirect === 'manual')
          return await toWireResponse(response, request, { redirected: hops > 0, max_response_bytes });
        if (request.redirect === 'error' || hops === MAXIMUM_HOPS) throw new NetworkRefusedError('redirect');
        request = followingRequest(request, response.status, redirectTarget(location, request.url));
      }
    } catch (error) {
      throw NetworkRefusedError.isInstance(error) && hops > 0 ? error.afterRedirect() : error;
    }
  }

  return {
    fetch: (request, { signal }) =>
      endsWith([signal, disposed.signal], timeout_ms, (together) => follow(request, together)),
    dispose: () => disposed.abort(),
  };
}

/** Several different ones would be the server's choice of whom to fool. */
function locationOf({ headers }: HopResponse): string | undefined {
  const locations = headers.filter(([name]) => name === 'location');
  if (locations.length > 1) throw new NetworkRefusedError('redirect');
  const value = locations[0]?.[1];
  // Headers are bytes; URLs in them are UTF-8.
  return value === undefined ? undefined : Buffer.from(value, 'latin1').toString('utf8');
}

function redirectTarget(location: string, base: URL): URL {
  try {
    return checkUrl(location, base);
  } catch (error) {
    throw NetworkRefusedError.isInstance(error) ? error.afterRedirect() : error;
  }
}

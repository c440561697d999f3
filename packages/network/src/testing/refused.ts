import type { NetworkPolicy, WireRequest } from '@codelets/core';
import { createFetcher, type FetcherOptions } from '../fetcher.js';
import { NetworkRefusedError, type RefusalReason } from '../network-refused-error.js';
import { wire } from './loopback-server.js';

/** Why a request is refused; throws when it is not. */
export async function refusal(
  policy: NetworkPolicy,
  request: WireRequest | string,
  options: FetcherOptions = {},
): Promise<NetworkRefusedError> {
  const fetcher = createFetcher(policy, options);
  const wired = typeof request === 'string' ? wire(request) : request;
  const outcome = await fetcher
    .fetch(wired, { signal: new AbortController().signal })
    .catch((error: unknown) => error);
  if (NetworkRefusedError.isInstance(outcome)) return outcome;
  throw new Error(`not refused: ${JSON.stringify(outcome)}`);
}

export async function reasonOf(...parts: Parameters<typeof refusal>): Promise<RefusalReason> {
  return (await refusal(...parts)).reason;
}

const BRAND = Symbol.for('@codelets/network.NetworkRefusedError');

/**
 * Fixed texts: nothing of a URL, an address or a header is put into them, so that a codelet learns no name that it did
 * not have, and no secret of the policy.
 */
const MESSAGES = {
  malformed: 'The URL, or another part of the request, is not well-formed',
  scheme: 'Only http and https can be fetched',
  credentials: 'A URL with a user name or password cannot be fetched',
  'not-allowed': 'The policy does not allow this address',
  method: 'The policy does not allow this method here',
  header: 'A header of the request may not be set',
  'private-address': 'The address is not a public one',
  'too-many-requests': 'The run has made all the requests that the policy allows',
  'too-large': 'The request or the response is over its cap',
  redirect: 'The server answered with a redirect that is not followed',
  encoding: 'The body cannot be decoded',
  timeout: 'The request took too long',
  aborted: 'The request was given up',
  failed: 'The server could not be reached, or did not answer as HTTP asks',
} as const;

export const REFUSAL_REASONS = Object.keys(MESSAGES) as readonly RefusalReason[];

/** Stable: what a program may compare. */
export type RefusalReason = keyof typeof MESSAGES;

export type RefusalCode = 'NETWORK_REFUSED' | 'NETWORK_TIMEOUT' | 'NETWORK_ABORTED' | 'NETWORK_FAILED';

const CODES: { readonly [reason: string]: RefusalCode | undefined } = {
  timeout: 'NETWORK_TIMEOUT',
  aborted: 'NETWORK_ABORTED',
  failed: 'NETWORK_FAILED',
};

/**
 * Every way in which a fetch ends without a response. `code`, `reason` and `message` may be shown to the codelet;
 * `cause` may not, it is for the embedder's logs.
 */
export class NetworkRefusedError extends Error {
  override readonly name = 'NetworkRefusedError';
  readonly code: RefusalCode;
  readonly reason: RefusalReason;
  // A symbol instead of instanceof: two copies of this package may be loaded at once.
  readonly [BRAND] = true;

  constructor(
    reason: RefusalReason,
    options: { readonly redirected?: boolean; readonly cause?: unknown } = {},
  ) {
    super(`${options.redirected ? 'After a redirect: ' : ''}${MESSAGES[reason]}`, { cause: options.cause });
    this.reason = reason;
    this.code = CODES[reason] ?? 'NETWORK_REFUSED';
  }

  /** The same, about an address that a server named and the codelet did not. */
  afterRedirect(): NetworkRefusedError {
    return new NetworkRefusedError(this.reason, { redirected: true, cause: this.cause });
  }

  static isInstance(value: unknown): value is NetworkRefusedError {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}

/** A request as it leaves the realm. The trusted side checks every field of it again. */
export interface WireRequest {
  /** Absolute; a fragment is not sent. */
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | null;
  readonly redirect: 'follow' | 'error' | 'manual';
}

/** A whole response: the body is read under the cap before anything of it enters the realm. */
export interface WireResponse {
  /** Where the last hop went, without a fragment. */
  readonly url: string;
  readonly status: number;
  readonly status_text: string;
  readonly redirected: boolean;
  /** Names in lower case, in the order they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Decoded: `content-encoding` says what it was. */
  readonly body: Uint8Array;
}

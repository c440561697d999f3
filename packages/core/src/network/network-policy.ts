/** One origin that a codelet may ask. Rules are tried in order, the first that fits decides. */
export interface NetworkRule {
  /** `https://api.example.com` or with a port. Exactly this one: there are no wildcards. */
  readonly origin: string;
  /** Default GET and HEAD. */
  readonly methods?: readonly string[] | undefined;
  /** A prefix, on the borders of segments: `/api` is `/api` and `/api/…`, never `/apix`. Default: everything. */
  readonly path?: string | undefined;
  /** Added on the outside for this rule's requests alone, in place of the codelet's own; never seen by it. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What `fetch` may reach. Without a policy there is no `fetch`. */
export interface NetworkPolicy {
  readonly allow: readonly NetworkRule[];
  /** Default false. Opens private addresses to the rules above, but no metadata address that no rule names. */
  readonly allow_private_networks?: boolean | undefined;
  /** Of one body, before and after decompression. Default 1 MiB. */
  readonly max_response_bytes?: number | undefined;
  /** For one call of `fetch` with all its hops; the run's own end comes first. Default 10,000. */
  readonly timeout_ms?: number | undefined;
  /** Hops of all calls in one run. Default 20. */
  readonly max_requests?: number | undefined;
}

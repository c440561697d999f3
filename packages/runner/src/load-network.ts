import type { NetworkPolicy, WireRequest, WireResponse } from '@codelets/core';

/** The part of `@codelets/network` that a run uses. */
export interface NetworkPackage {
  createFetcher(policy: NetworkPolicy): Fetcher;
  checkNetworkPolicy(policy: unknown): NetworkPolicy;
}

export interface Fetcher {
  /** Rejects with an error whose `code` and `message` the codelet may see. */
  fetch(request: WireRequest, context: { readonly signal: AbortSignal }): Promise<WireResponse>;
}

/** An optional peer dependency, so that a runner without a network installs no HTTP client. */
export async function loadNetwork(policy: NetworkPolicy): Promise<NetworkPackage> {
  let network: NetworkPackage;
  try {
    network = await import('@codelets/network');
  } catch (thrown) {
    const message = 'policy.network needs the package @codelets/network: npm install @codelets/network';
    throw new TypeError(message, { cause: thrown });
  }
  network.checkNetworkPolicy(policy);
  return network;
}

export type { NetworkPolicy, NetworkRule, WireRequest, WireResponse } from '@codelets/core';
export type { Lookup } from './address/resolve-host.js';
export { createFetcher, type Fetcher, type FetcherOptions } from './fetcher.js';
export { NetworkRefusedError, type RefusalCode, type RefusalReason } from './network-refused-error.js';
export { checkNetworkPolicy } from './policy/check-network-policy.js';

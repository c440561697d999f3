import { define, sealed } from '../../intrinsics.js';
import { defineLazy } from '../web-globals.js';
import { createFetch, type Fetch, type NetworkCall } from './create-fetch.js';

/**
 * Grants the network: defines `fetch` and its classes on the global object, built when one of them is first used.
 * Answers `fetch`, for `helpers`. Where it is not called, `fetch` stays the denial that the compiler puts in its place.
 */
export function defineFetch(call: NetworkCall): Fetch {
  const load = defineLazy(['Headers', 'Request', 'Response'], () => createFetch(call));
  const fetch = sealed('fetch', (input: unknown, init: unknown = undefined) => load().fetch(input, init));
  define(globalThis, 'fetch', fetch);
  return fetch;
}

import prelude from '../realm/index.js';
import type { NetworkCall } from '../realm/web/fetch/create-fetch.js';
import { defineFetch } from '../realm/web/fetch/define-fetch.js';

/** What the test put there before the prelude removes it. */
const { __call__ } = globalThis as unknown as { __call__: NetworkCall };

/** The prelude of a run with a grant of the network, over a call that a test makes up. */
export default function granted(post: (message: string) => void): (message: string) => void {
  const deliver = prelude(post);
  defineFetch(__call__);
  return deliver;
}

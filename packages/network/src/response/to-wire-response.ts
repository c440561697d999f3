import type { WireResponse } from '@codelets/core';
import type { CheckedRequest } from '../request/check-request.js';
import type { HopResponse } from '../request/send-hop.js';
import { decodeBody } from './decode-body.js';

/** A session that the rule's secret opened is a secret as well; browsers hide these two likewise. */
const HIDDEN: ReadonlySet<string> = new Set(['set-cookie', 'set-cookie2']);
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** The last hop as the realm gets it. */
export async function toWireResponse(
  { status, status_text, headers, body }: HopResponse,
  { url, method }: CheckedRequest,
  { redirected, max_response_bytes }: { redirected: boolean; max_response_bytes: number },
): Promise<WireResponse> {
  const encoding = headers
    .filter(([name]) => name === 'content-encoding')
    .map(([, value]) => value)
    .join(',');
  const decoded =
    method === 'HEAD' || WITHOUT_BODY.has(status)
      ? Buffer.alloc(0)
      : await decodeBody(body, encoding, max_response_bytes);
  return {
    url: url.href,
    status,
    status_text,
    redirected,
    headers: headers.filter(([name]) => !HIDDEN.has(name)),
    // A view of its own memory: Buffers of Node share theirs.
    body: new Uint8Array(decoded),
  };
}

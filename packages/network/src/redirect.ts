import type { CheckedRequest } from './request/check-request.js';

const STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Said of a body that is no longer there. */
const ABOUT_THE_BODY: ReadonlySet<string> = new Set([
  'content-type', 'content-language', 'content-location', 'content-encoding', 'content-length',
]); // prettier-ignore
/** Meant for the origin that they were said to. */
const FOR_ONE_ORIGIN: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'host',
]);

export function isRedirect(status: number): boolean {
  return STATUSES.has(status);
}

/** https://fetch.spec.whatwg.org/#http-redirect-fetch: the codelet's part of the next request. */
export function followingRequest(request: CheckedRequest, status: number, url: URL): CheckedRequest {
  const { method } = request;
  const becomesGet =
    ((status === 301 || status === 302) && method === 'POST') ||
    (status === 303 && method !== 'GET' && method !== 'HEAD');
  const isElsewhere = url.origin !== request.url.origin;
  return {
    url,
    method: becomesGet ? 'GET' : method,
    body: becomesGet ? null : request.body,
    redirect: request.redirect,
    headers: request.headers.filter(
      ([name]) => !(becomesGet && ABOUT_THE_BODY.has(name)) && !(isElsewhere && FOR_ONE_ORIGIN.has(name)),
    ),
  };
}

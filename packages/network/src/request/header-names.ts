const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** What frames a message or belongs to one connection: this client alone sets it, for policy and codelet alike. */
const TRANSPORT: ReadonlySet<string> = new Set([
  'connection', 'content-length', 'expect', 'host', 'http2-settings', 'keep-alive', 'proxy-connection', 'te',
  'trailer', 'transfer-encoding', 'upgrade', 'accept-encoding',
]); // prettier-ignore

/**
 * What a codelet may not say, though a policy may: whose request this is (cookies, origins, forwarding), and what makes
 * a server take another method or path than the one that was checked.
 */
const NOT_FOR_CODELETS: ReadonlySet<string> = new Set([
  'cookie', 'cookie2', 'set-cookie', 'set-cookie2', 'origin', 'referer', 'via', 'forwarded', 'x-real-ip', 'true-client-ip',
  'x-client-ip', 'x-cluster-client-ip', 'cf-connecting-ip', 'x-host', 'x-original-host', 'x-original-url',
  'x-rewrite-url', 'x-http-method', 'x-http-method-override', 'x-method-override', 'metadata', 'metadata-flavor',
  'x-metadata-token',
]); // prettier-ignore
const PREFIXES = [
  'proxy-',
  'sec-',
  'access-control-request-',
  'x-forwarded-',
  'x-aws-ec2-metadata-',
  'x-google-metadata-',
];

export function isToken(name: string): boolean {
  return TOKEN.test(name);
}

/** No line breaks, which would begin a header or a message of the codelet's own. */
export function isFieldValue(value: string): boolean {
  return FIELD_VALUE.test(value);
}

/** Takes the name in lower case. */
export function isReservedByTransport(name: string): boolean {
  return TRANSPORT.has(name);
}

/** Takes the name in lower case. */
export function isForbiddenToCodelets(name: string): boolean {
  // Some servers read an underscore as a hyphen (CGI variables make them the same).
  const hyphened = name.replaceAll('_', '-');
  return (
    TRANSPORT.has(hyphened) ||
    NOT_FOR_CODELETS.has(hyphened) ||
    PREFIXES.some((prefix) => hyphened.startsWith(prefix))
  );
}

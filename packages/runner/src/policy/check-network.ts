import { typeOf } from '../options/check.js';
import { under, type Problems } from './problems.js';
import { readArray, readFields, readInteger, readRecord, readText } from './read-data.js';
import { withoutUnreachable, type FullRule } from './rules.js';
import { normalPath } from './rule-path.js';
import type { NetworkPolicy } from './types.js';

/** A network policy with every field filled in. */
export type FullNetwork = { readonly [Field in keyof NetworkPolicy]-?: NonNullable<NetworkPolicy[Field]> } & {
  readonly allow: readonly FullRule[];
};

export const NETWORK_DEFAULTS = {
  allow_private_networks: false,
  max_response_bytes: 1024 * 1024,
  timeout_ms: 10_000,
  max_requests: 20,
} as const;
export const NETWORK_RANGES = {
  max_response_bytes: [1, 2 ** 30],
  timeout_ms: [1, 2 ** 31 - 1],
  max_requests: [1, 1_000_000],
} as const;
export const MAXIMUM_RULES = 100;
const MAXIMUM_HEADERS = 50;
const MAXIMUM_TEXT = 8192;
export const DEFAULT_METHODS: readonly string[] = Object.freeze(['GET', 'HEAD']);

const FIELDS = [
  'allow',
  'allow_private_networks',
  'max_response_bytes',
  'timeout_ms',
  'max_requests',
] as const;
const RULE_FIELDS = ['origin', 'methods', 'path', 'headers'] as const;
/** As written: the URL parser forgives blanks, backslashes and empty credentials. */
const ORIGIN = /^https?:\/\/[^\s/\\?#@*%]+\/?$/i;
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** CONNECT asks a proxy for a tunnel; TRACE and TRACK answer with the request's headers, secrets included. */
const NEVER_SENT: readonly string[] = ['CONNECT', 'TRACE', 'TRACK'];
// eslint-disable-next-line no-control-regex
const NO_FIELD_VALUE = /[^\t\u0020-\u007e\u0080-\u00ff]|^[\t ]|[\t ]$/;

/** Numbers left out are those of `runner`, or the defaults. The package that makes the requests checks it in depth. */
export function checkNetwork(
  value: unknown,
  path: string,
  runner: NetworkPolicy | undefined,
  problems: Problems,
): FullNetwork | undefined {
  const fields = readFields(value, path, FIELDS, problems);
  if (!fields) return undefined;
  const private_networks = fields.allow_private_networks;
  if (private_networks !== undefined && typeof private_networks !== 'boolean')
    problems.add(`${path}.allow_private_networks`, `must be true or false, got ${typeOf(private_networks)}`);
  const base = { ...NETWORK_DEFAULTS, ...runner };
  const number = (field: keyof typeof NETWORK_RANGES): number =>
    fields[field] === undefined
      ? base[field]!
      : (readInteger(fields[field], under(path, field), NETWORK_RANGES[field], problems) ?? base[field]!);
  const rules = (readArray(fields.allow, `${path}.allow`, MAXIMUM_RULES, problems) ?? [])
    .map((rule, index) => checkRule(rule, `${path}.allow[${index}]`, problems))
    .filter((rule) => rule !== undefined);
  return Object.freeze({
    allow: withoutUnreachable(rules),
    allow_private_networks:
      private_networks === undefined ? base.allow_private_networks! : private_networks === true,
    max_response_bytes: number('max_response_bytes'),
    timeout_ms: number('timeout_ms'),
    max_requests: number('max_requests'),
  });
}

function checkRule(value: unknown, path: string, problems: Problems): FullRule | undefined {
  const fields = readFields(value, path, RULE_FIELDS, problems);
  if (!fields) return undefined;
  const origin = checkOrigin(fields.origin, `${path}.origin`, problems);
  const methods = checkMethods(fields.methods, `${path}.methods`, problems);
  const headers = checkHeaders(fields.headers, `${path}.headers`, problems);
  const written = fields.path ?? '/';
  const prefix =
    typeof written === 'string' && written.length <= MAXIMUM_TEXT ? normalPath(written) : undefined;
  if (prefix === undefined)
    problems.add(
      `${path}.path`,
      'must start with / and be a plain path, without a query, dot segments or encoded slashes',
    );
  if (origin === undefined || prefix === undefined) return undefined;
  return Object.freeze({ origin, methods, path: prefix, headers });
}

function checkOrigin(value: unknown, path: string, problems: Problems): string | undefined {
  const text = readText(value, path, 300, problems);
  if (text === undefined) return undefined;
  if (text.includes('*'))
    return problems.add(path, 'must name one origin: there are no wildcards, list each host');
  const url = ORIGIN.test(text) ? parseUrl(text) : undefined;
  if (!url || url.hostname.endsWith('.'))
    return problems.add(path, 'must be an origin such as https://api.example.com, with nothing after it');
  return url.origin;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function checkMethods(value: unknown, path: string, problems: Problems): readonly string[] {
  if (value === undefined) return DEFAULT_METHODS;
  const methods = new Set<string>();
  const given = readArray(value, path, 50, problems) ?? [];
  if (Array.isArray(value) && value.length === 0) problems.add(path, 'must name at least one method');
  for (const [index, method] of given.entries()) {
    const name = typeof method === 'string' && TOKEN.test(method) ? method.toUpperCase() : undefined;
    if (name === undefined || name.length > 64)
      problems.add(`${path}[${index}]`, 'must be the name of a method');
    else if (NEVER_SENT.includes(name))
      problems.add(`${path}[${index}]`, `must be another method: ${name} is never sent`);
    else methods.add(name);
  }
  return Object.freeze([...methods].sort());
}

function checkHeaders(value: unknown, path: string, problems: Problems): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const record = value === undefined ? undefined : readRecord(value, path, problems);
  for (const [name, text] of record ?? []) {
    // No message shows a value, nor a key that is no name: it may be the secret itself.
    if (!TOKEN.test(name) || name.length > 128 || name === '__proto__') {
      problems.add(path, 'must have names of headers for keys');
      continue;
    }
    const lower = name.toLowerCase();
    if (Object.hasOwn(headers, lower))
      problems.add(under(path, name), 'must be there once: case does not count');
    else if (typeof text !== 'string' || text.length > MAXIMUM_TEXT || NO_FIELD_VALUE.test(text))
      problems.add(
        under(path, name),
        'must be a string without control characters, or characters beyond Latin-1',
      );
    else headers[lower] = text;
  }
  if (record && record.size > MAXIMUM_HEADERS)
    problems.add(path, `must have at most ${MAXIMUM_HEADERS} headers`);
  return Object.freeze(headers);
}

import type { NetworkPolicy, NetworkRule } from '@codelets/core';
import { isFieldValue, isReservedByTransport, isToken } from '../request/header-names.js';
import { METHODS_NEVER_SENT } from '../request/methods.js';
import { isPlainPath } from './path-prefix.js';

const FIELD = 'policy.network';
const KEYS = ['allow', 'allow_private_networks', 'max_response_bytes', 'timeout_ms', 'max_requests'];
const RULE_KEYS = ['origin', 'methods', 'path', 'headers'];
/** What is written before the URL is parsed decides: the parser forgives blanks, backslashes and empty credentials. */
const ORIGIN = /^(https?):\/\/[^\s/\\?#@*%]+\/?$/i;

/**
 * Checks what an embedder wrote and answers it in normal form: origins as the platform's URL serialises them, methods
 * in upper case, header names in lower case. Throws a `TypeError` that names the field.
 */
export function checkNetworkPolicy(value: unknown): NetworkPolicy {
  const policy = recordOf(value, FIELD, KEYS);
  if (!Array.isArray(policy['allow'])) throw new TypeError(`${FIELD}.allow must be an array of rules`);
  const flag = policy['allow_private_networks'];
  if (flag !== undefined && typeof flag !== 'boolean')
    throw new TypeError(`${FIELD}.allow_private_networks must be true or false`);
  return Object.freeze({
    allow: Object.freeze(policy['allow'].map((rule, index) => checkRule(rule, `${FIELD}.allow[${index}]`))),
    ...(flag === undefined ? {} : { allow_private_networks: flag }),
    ...integer(policy, 'max_response_bytes', 2 ** 30),
    ...integer(policy, 'timeout_ms', 2 ** 31 - 1),
    ...integer(policy, 'max_requests', 1_000_000),
  });
}

function checkRule(value: unknown, field: string): NetworkRule {
  const rule = recordOf(value, field, RULE_KEYS);
  const origin = checkOrigin(rule['origin'], `${field}.origin`);
  const { methods, path, headers } = rule;
  if (path !== undefined && !isPlainPath(path))
    throw new TypeError(
      `${field}.path must start with / and be a plain path, without a query, dot segments or encoded slashes`,
    );
  return Object.freeze({
    origin,
    ...(methods === undefined ? {} : { methods: checkMethods(methods, `${field}.methods`) }),
    ...(path === undefined ? {} : { path: new URL(`${origin}${path}`).pathname }),
    ...(headers === undefined ? {} : { headers: checkHeaders(headers, `${field}.headers`) }),
  });
}

function checkOrigin(value: unknown, field: string): string {
  if (typeof value !== 'string') throw new TypeError(`${field} must be a string`);
  if (value.includes('*'))
    throw new TypeError(`${field} must name one origin: there are no wildcards, list each host`);
  const url = ORIGIN.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  if (!url || url.hostname.endsWith('.'))
    throw new TypeError(
      `${field} must be an origin like https://api.example.com, without path or credentials`,
    );
  return url.origin;
}

function checkMethods(value: unknown, field: string): readonly string[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new TypeError(`${field} must be an array of at least one method`);
  return Object.freeze(
    value.map((method: unknown, index) => {
      if (typeof method !== 'string' || !isToken(method))
        throw new TypeError(`${field}[${index}] must be the name of a method`);
      const name = method.toUpperCase();
      if (METHODS_NEVER_SENT.has(name)) throw new TypeError(`${field}[${index}]: ${name} is never sent`);
      return name;
    }),
  );
}

function checkHeaders(value: unknown, field: string): Readonly<Record<string, string>> {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, text] of Object.entries(recordOf(value, field))) {
    // Neither name nor value goes into the message beyond what is a name: the value is a secret.
    if (!isToken(name)) throw new TypeError(`${field} has a key that is not the name of a header`);
    const lower = name.toLowerCase();
    if (isReservedByTransport(lower)) throw new TypeError(`${field}.${lower} cannot be set`);
    if (lower in headers) throw new TypeError(`${field}.${lower} is there twice`);
    if (typeof text !== 'string' || !isFieldValue(text))
      throw new TypeError(
        `${field}.${lower} must be a string without line breaks or characters beyond Latin-1`,
      );
    headers[lower] = text;
  }
  return Object.freeze(headers);
}

function integer(policy: Record<string, unknown>, key: string, maximum: number): Record<string, number> {
  const value = policy[key];
  if (value === undefined) return {};
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > maximum)
    throw new TypeError(`${FIELD}.${key} must be an integer from 1 to ${maximum}`);
  return { [key]: value as number };
}

function recordOf(value: unknown, field: string, keys?: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`${field} must be an object`);
  const unknown = keys && Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined)
    throw new TypeError(
      `${field} has no field ${JSON.stringify(unknown.slice(0, 50))}; it has ${keys?.join(', ')}`,
    );
  return value as Record<string, unknown>;
}

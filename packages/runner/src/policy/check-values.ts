import { isName } from './names.js';
import { under, type Problems } from './problems.js';
import { readFields, readInteger, readRecord, readText } from './read-data.js';
import type { DeterministicPolicy, ModuleGrant } from './types.js';

const MAXIMUM_ENV_COUNT = 1000;
const MAXIMUM_ENV_BYTES = 256 * 1024;
const MAXIMUM_MODULES = 1000;
const MAXIMUM_SOURCE = 16 * 1024 * 1024;
export const MAXIMUM_SEED = 1024;
/** Milliseconds around the epoch that a `Date` can hold. */
export const DATE_RANGE = [-8.64e15, 8.64e15] as const;
const GRANT_FIELDS = ['package', 'export', 'source', 'file', 'sha256'] as const;
const ORIGINS = ['package', 'source', 'file'] as const;
/** A bare specifier: what is relative, absolute or has blanks is none. `#name` and `node:` are resolved by nobody here. */
const SPECIFIER = /^(?![./#]|node:)[^\s\\\p{Cc}\p{Cf}]{1,256}$/u;

type Texts = Readonly<Record<string, string>>;
type Grants = Readonly<Record<string, string | ModuleGrant>>;

/** `true` stands for the runner's value where `has_runner`. */
export function checkEnv(value: unknown, path: string, has_runner: boolean, problems: Problems): Texts {
  const env: Record<string, string> = {};
  let bytes = 0;
  for (const [name, given] of readRecord(value, path, problems) ?? []) {
    const place = under(path, name);
    if (!isName(name, place, [], problems)) continue;
    const text = given === true && has_runner ? '' : readText(given, place, MAXIMUM_ENV_BYTES, problems);
    bytes += Buffer.byteLength(name) + Buffer.byteLength(text ?? '');
    env[name] = text ?? '';
  }
  if (Object.keys(env).length > MAXIMUM_ENV_COUNT)
    problems.add(path, `must have at most ${MAXIMUM_ENV_COUNT} names`);
  if (bytes > MAXIMUM_ENV_BYTES)
    problems.add(path, `must have at most ${MAXIMUM_ENV_BYTES} bytes, got ${bytes}`);
  return Object.freeze(env);
}

/** `true` stands for the runner's grant where `has_runner`. */
export function checkModules(value: unknown, path: string, has_runner: boolean, problems: Problems): Grants {
  const modules: Record<string, string | ModuleGrant> = {};
  const record = readRecord(value, path, problems);
  for (const [specifier, given] of record ?? []) {
    const place = under(path, specifier);
    if (!SPECIFIER.test(specifier) || specifier === '__proto__')
      problems.add(place, 'must be named like a package, such as lodash-es or @scope/name/part');
    else if (given === true && has_runner) modules[specifier] = Object.freeze({});
    else if (typeof given === 'string') modules[specifier] = checkPackage(given, place, problems);
    else modules[specifier] = checkGrant(given, place, problems);
  }
  if (record && record.size > MAXIMUM_MODULES)
    problems.add(path, `must name at most ${MAXIMUM_MODULES} modules`);
  return Object.freeze(modules);
}

function checkGrant(value: unknown, path: string, problems: Problems): ModuleGrant {
  const fields = readFields(value, path, GRANT_FIELDS, problems) ?? {};
  const grant: { -readonly [Field in keyof ModuleGrant]: string } = {};
  for (const field of GRANT_FIELDS) {
    if (fields[field] === undefined) continue;
    const text = readText(fields[field], `${path}.${field}`, MAXIMUM_SOURCE, problems);
    if (text !== undefined) grant[field] = text;
  }
  const named = ORIGINS.filter((field) => fields[field] !== undefined);
  if (named.length !== 1)
    problems.add(path, `must have one of ${ORIGINS.join(', ')}, got ${named.join(' and ') || 'none'}`);
  if (grant.package !== undefined) checkPackage(grant.package, `${path}.package`, problems);
  if (grant.file === '') problems.add(`${path}.file`, 'must not be empty');
  if (grant.export !== undefined && (fields.package === undefined || grant.export === ''))
    problems.add(`${path}.export`, 'must be a path in a package');
  if (grant.sha256 !== undefined) grant.sha256 = grant.sha256.toLowerCase();
  if (grant.sha256 !== undefined && !/^[0-9a-f]{64}$/.test(grant.sha256))
    problems.add(`${path}.sha256`, 'must be 64 hexadecimal digits');
  return Object.freeze(grant);
}

function checkPackage(name: string, path: string, problems: Problems): string {
  if (!SPECIFIER.test(name)) problems.add(path, 'must be the name of a package');
  return name;
}

export function checkDeterministic(
  value: unknown,
  path: string,
  problems: Problems,
): DeterministicPolicy | undefined {
  const fields = readFields(value, path, ['seed', 'now'], problems);
  if (!fields) return undefined;
  const seed = readText(fields.seed, `${path}.seed`, MAXIMUM_SEED, problems);
  const now = readInteger(fields.now, `${path}.now`, DATE_RANGE, problems);
  return seed === undefined || now === undefined ? undefined : Object.freeze({ seed, now });
}

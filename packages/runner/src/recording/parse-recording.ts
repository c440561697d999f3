import {
  LIMITS,
  integer,
  matches,
  oneOf,
  orNull,
  text,
  type CallRecord,
  type Check,
  type Recording,
} from '@codelets/core';
import { isCapabilityName } from '../policy/names.js';

const anyText: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
/** Clocks stand on whole milliseconds; timers may lead beyond what a `Date` can hold. */
const time = integer(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const either =
  (...checks: Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const shape =
  (keys: Readonly<Record<string, Check>>): Check =>
  (value) =>
    matches(value, keys);

const texts: Check = (value) =>
  typeof value === 'object' && value !== null && Object.values(value).every(anyText);

const call = shape({ id: integer(1, 2 ** 31), name: text(256), args: anyText });
const error = shape({ name: anyText, message: anyText, code: anyText });
const delivery = either(
  shape({ t: oneOf('tick'), now: time }),
  shape({
    t: oneOf('answer'),
    id: integer(1, 2 ** 31),
    value: anyText,
    error: oneOf(null),
    now: time,
  }),
  shape({ t: oneOf('answer'), id: integer(1, 2 ** 31), value: oneOf(null), error, now: time }),
);
const capability: Check = (value) => typeof value === 'string' && isCapabilityName(value);
/** Calls are counted from 1. */
const calls: Check = (value) =>
  Array.isArray(value) && value.every((each, index) => call(each) && (each as CallRecord).id === index + 1);
const log = shape({
  level: oneOf('log', 'debug', 'info', 'warn', 'error'),
  message: anyText,
  timestamp: time,
});

const limits: Check = (value) => {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(LIMITS).every(([name, { minimum, maximum, default: usual }]) => {
    const limit = (value as Record<string, unknown>)[name];
    if (limit === undefined) return usual === undefined;
    return integer(minimum, maximum)(limit);
  });
};

const RECORDING: Readonly<Record<keyof Recording, Check>> = {
  version: oneOf(1),
  sandbox: text(256),
  node: text(256),
  source: either(
    shape({
      type: oneOf('string'),
      code: anyText,
      filename: text(256),
      language: oneOf('js', 'ts'),
      export_name: text(1024),
    }),
    shape({ type: oneOf('modules'), entry: anyText, modules: texts, export_name: text(1024) }),
  ),
  modules: list(shape({ specifier: text(256), hash: text(64) })),
  limits,
  policy_hash: text(64),
  capabilities: list(capability),
  seed: (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
  clock: either(shape({ kind: oneOf('handed', 'virtual'), now: time })),
  input: anyText,
  globals: orNull(anyText),
  env: orNull(anyText),
  calls,
  deliveries: list(delivery),
  result: shape({ ok: flag, text: anyText, logs: list(log) }),
};

/** Checks a recording, which may come from anywhere. Throws a `TypeError` that names the field. */
export function parseRecording(value: unknown): Recording {
  if (typeof value !== 'object' || value === null) throw new TypeError('The recording must be an object');
  const given = value as Record<string, unknown>;
  if (given['version'] !== 1) throw new TypeError('recording.version must be 1');
  for (const key of Object.keys(given)) {
    if (!Object.prototype.hasOwnProperty.call(RECORDING, key))
      throw new TypeError(`recording.${key} is not known`);
  }
  for (const [key, check] of Object.entries(RECORDING)) {
    if (!check(given[key])) throw new TypeError(`recording.${key} is not what a recording holds`);
  }
  return value as Recording;
}

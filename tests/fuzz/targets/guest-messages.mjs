import { isDeepStrictEqual } from 'node:util';
import { mutate } from '../mutate.mjs';
import { must, unpolluted } from '../must.mjs';

export const name = 'guest-messages';

const SPECIAL = ['"', '{', '}', '[', ']', ',', ':', 'null', 'true', '-1', '1.5', '1e400', '9007199254740992', '"t"', '"t":"done",', '"__proto__":1,', '"constructor":1,', '"code":"TIMEOUT",', '\\u0000', '{"t":"log"}', '"cause":', '0']; // prettier-ignore

const LONG = [0, 1, 255, 256, 257, 1024, 1025, 8192, 8193, 16_384, 16_385, 65_536, 65_537];

export function generate(random) {
  const text = JSON.stringify(message(random));
  return { text: random.oneIn(3) ? text : mutate(random, text, SPECIAL) };
}

function message(random) {
  // Most fields are good: a message with ten of them shall have one that is not.
  const text = () =>
    random.oneIn(25) ? 'm'.repeat(random.pick(LONG)) : random.pick(['', 'a', 'TIMEOUT', '\u0000', '=1']);
  const odd = [0, -1, 1.5, 2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER, 2 ** 53];
  const number = () => (random.oneIn(25) ? random.pick(odd) : 1 + random.below(1000));
  const maybe = (make) => (random.oneIn(3) ? null : make());
  const report = (depth) => ({ is_error: random.oneIn(2), name: maybe(text), message: text(), stack: maybe(text), file: maybe(number), line: maybe(number), column: maybe(number), data: maybe(text), cause: depth > 0 ? report(depth - 1) : null }); // prettier-ignore
  return random.pick([
    () => ({
      t: 'log',
      level: random.pick(['log', 'debug', 'info', 'warn', 'error', 'trace']),
      message: text(),
      at: number(),
    }),
    () => ({ t: 'logs-dropped', count: number() }),
    () => ({ t: 'violation', name: text(), count: number() }),
    () => ({ t: 'wait', ms: maybe(number) }),
    () => ({ t: 'not-a-function', name: text(), found: text() }),
    () => ({ t: 'done', value: text() }),
    () => ({ t: 'failed', error: report(random.below(11)), denied: maybe(text), call: maybe(number) }),
    () => ({ t: 'call', id: number(), name: text(), args: text() }),
    () => ({ t: 'cannot-cross', path: text(), found: text() }),
    () => ({ t: 'too-large', bytes: number() }),
  ])();
}

export function check({ text }, { parseGuestMessage }) {
  const parsed = unpolluted(() => parseGuestMessage(text));
  let plain;
  try {
    plain = JSON.parse(text);
  } catch {
    return must(parsed === undefined, 'what is no JSON is no message');
  }
  const isGood = isMessage(plain);
  must((parsed !== undefined) === isGood, isGood ? 'a message is taken' : 'only messages are taken');
  if (isGood) must(isDeepStrictEqual(parsed, plain), 'it is what was sent');
}

// The same contract once more, in other words than the validator's.

const upTo = (length) => (value) => typeof value === 'string' && value.length <= length;
const from =
  (least, most = Number.MAX_SAFE_INTEGER) =>
  (value) =>
    Number.isSafeInteger(value) && value >= least && value <= most;
const orNull = (test) => (value) => value === null || test(value);
const report = (links) => (value) =>
  has(value, { is_error: (flag) => flag === true || flag === false, name: orNull(upTo(256)), message: upTo(8192), stack: orNull(upTo(16_384)), file: orNull(from(0, 65_535)), line: orNull(from(1)), column: orNull(from(1)), data: orNull(upTo(65_536)), cause: orNull((cause) => links > 0 && report(links - 1)(cause)) }); // prettier-ignore

const MESSAGES = new Map([
  [
    'log',
    {
      level: (level) => ['log', 'debug', 'info', 'warn', 'error'].includes(level),
      message: upTo(16_384),
      at: from(-Number.MAX_SAFE_INTEGER),
    },
  ],
  ['logs-dropped', { count: from(1) }],
  ['violation', { name: upTo(256), count: from(1) }],
  ['wait', { ms: orNull(from(0, 2 ** 31 - 1)) }],
  ['not-a-function', { name: upTo(1024), found: upTo(256) }],
  ['done', { value: upTo(Infinity) }],
  ['failed', { error: report(8), denied: orNull(upTo(256)), call: orNull(from(1)) }],
  ['call', { id: from(1), name: upTo(256), args: upTo(Infinity) }],
  ['cannot-cross', { path: upTo(1024), found: upTo(256) }],
  ['too-large', { bytes: from(0) }],
]);

function isMessage(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = MESSAGES.get(value.t);
  return fields !== undefined && Object.hasOwn(value, 't') && has(value, { t: () => true, ...fields });
}

function has(value, fields) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return (
    keys.length === Object.keys(fields).length &&
    keys.every((key) => Object.hasOwn(fields, key) && fields[key](value[key]))
  );
}

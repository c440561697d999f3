import type { LogLevel } from '../result.js';
import { LOG_LINE_BYTES } from '../limits.js';
import { integer, matches, oneOf, orNull, text, type Check, type Shape } from './shape.js';

/** What a realm posts to the trusted side, as JSON text. Nothing in it decides an error code. */
export type GuestMessage =
  | { readonly t: 'log'; readonly level: LogLevel; readonly message: string; readonly at: number }
  /** Lines not sent because a cap was reached; cumulative. */
  | { readonly t: 'logs-dropped'; readonly count: number }
  /** Something that was not given was used; `count` is cumulative over all names. */
  | { readonly t: 'violation'; readonly name: string; readonly count: number }
  /** The earliest timer is due in `ms`; `null` when none is left. Replaces the one before. */
  | { readonly t: 'wait'; readonly ms: number | null }
  /** A call of a capability; `id` counts from 1 within the run, `args` is codec text. */
  | { readonly t: 'call'; readonly id: number; readonly name: string; readonly args: string }
  /** The export is there but no function. */
  | { readonly t: 'not-a-function'; readonly name: string; readonly found: string }
  /** `value` is codec text. */
  | { readonly t: 'done'; readonly value: string }
  /**
   * `denied` names what was used when the error is, by identity, one of the prelude's denials; `call` is the id of the
   * capability call when it is the rejection of one.
   */
  | {
      readonly t: 'failed';
      readonly error: ErrorReport;
      readonly denied: string | null;
      readonly call: number | null;
    }
  /** A value cannot cross: `path` leads to it, `found` says what it is. */
  | { readonly t: 'cannot-cross'; readonly path: string; readonly found: string }
  /** The serialised result is over the cap; `bytes` is a lower bound. */
  | { readonly t: 'too-large'; readonly bytes: number };

/** A thrown value as data. Positions are in the author's source, lines and columns from 1. */
export interface ErrorReport {
  /** Whether the thrown value was an error object. */
  readonly is_error: boolean;
  readonly name: string | null;
  readonly message: string;
  readonly stack: string | null;
  /** Which of the scripts the position is in, counted from 0. */
  readonly file: number | null;
  readonly line: number | null;
  readonly column: number | null;
  /** Codec text: for an error its own `code` (and `errors` of an AggregateError), otherwise the thrown value. */
  readonly data: string | null;
  readonly cause: ErrorReport | null;
}

/** Caps of one error report, in UTF-16 units; the prelude cuts to them, the validator insists on them. */
export const ERROR_REPORT_CAPS = {
  name: 256,
  message: 8192,
  stack: 16_384,
  data: 65_536,
  causes: 8,
} as const;

const MAXIMUM_COUNT = Number.MAX_SAFE_INTEGER;
const NAME = text(256);
const isBoolean: Check = (value) => typeof value === 'boolean';

const errorReportShape = (causesLeft: number): Shape => ({
  is_error: isBoolean,
  name: orNull(text(ERROR_REPORT_CAPS.name)),
  message: text(ERROR_REPORT_CAPS.message),
  stack: orNull(text(ERROR_REPORT_CAPS.stack)),
  file: orNull(integer(0, 65_535)),
  line: orNull(integer(1, MAXIMUM_COUNT)),
  column: orNull(integer(1, MAXIMUM_COUNT)),
  data: orNull(text(ERROR_REPORT_CAPS.data)),
  cause: orNull((value) => causesLeft > 0 && matches(value, errorReportShape(causesLeft - 1))),
});

const SHAPES: { readonly [T in GuestMessage['t']]: Shape } = {
  log: {
    t: oneOf('log'),
    level: oneOf('log', 'debug', 'info', 'warn', 'error'),
    message: text(LOG_LINE_BYTES),
    // A clock that was given may stand before 1970.
    at: integer(-MAXIMUM_COUNT, MAXIMUM_COUNT),
  },
  'logs-dropped': { t: oneOf('logs-dropped'), count: integer(1, MAXIMUM_COUNT) },
  violation: { t: oneOf('violation'), name: NAME, count: integer(1, MAXIMUM_COUNT) },
  wait: { t: oneOf('wait'), ms: orNull(integer(0, 2 ** 31 - 1)) },
  call: {
    t: oneOf('call'),
    id: integer(1, MAXIMUM_COUNT),
    name: NAME,
    args: (value) => typeof value === 'string',
  },
  'not-a-function': { t: oneOf('not-a-function'), name: text(1024), found: NAME },
  done: { t: oneOf('done'), value: (value) => typeof value === 'string' },
  failed: {
    t: oneOf('failed'),
    error: (value) => matches(value, errorReportShape(ERROR_REPORT_CAPS.causes)),
    denied: orNull(NAME),
    call: orNull(integer(1, MAXIMUM_COUNT)),
  },
  'cannot-cross': { t: oneOf('cannot-cross'), path: text(1024), found: NAME },
  'too-large': { t: oneOf('too-large'), bytes: integer(0, MAXIMUM_COUNT) },
};

/** Reads what a realm posted. Answers `undefined` for anything that is not exactly one of the messages. */
export function parseGuestMessage(posted: string): GuestMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(posted);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const tag = (value as { t?: unknown }).t;
  if (typeof tag !== 'string' || !Object.prototype.hasOwnProperty.call(SHAPES, tag)) return undefined;
  const shape = SHAPES[tag as GuestMessage['t']];
  return matches(value, shape) ? (value as unknown as GuestMessage) : undefined;
}

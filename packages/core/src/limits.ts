/** The limits of one run, resolved: every field is present and valid. Bytes are UTF-8 bytes unless said otherwise. */
export interface RunLimits {
  /** Wall-clock time of the run in milliseconds; waiting in the queue is not counted. */
  readonly timeout_ms: number;
  /** Growth over the host's idle baseline in mebibytes: heap, typed arrays, strings and buffers alike. */
  readonly memory_mb: number;
  /** CPU time in milliseconds; `undefined` means no limit. Only where the adapter measures it. */
  readonly cpu_ms: number | undefined;
  /** How many log lines are kept; further ones are counted in `stats.logs_dropped`. */
  readonly max_logs: number;
  /** Bytes of all log messages of a run together. A single line is capped at `LOG_LINE_BYTES`. */
  readonly max_log_bytes: number;
  /** Bytes of the result in its serialised form. */
  readonly max_result_bytes: number;
  /** Bytes of input and globals in their serialised form, each. */
  readonly max_input_bytes: number;
  /** Bytes of the source text. */
  readonly max_source_bytes: number;
  /** How many calls of capabilities, `fetch` among them, a run may make. */
  readonly max_calls: number;
  /** Bytes of the arguments of one call in their serialised form, and of its answer. */
  readonly max_call_bytes: number;
}

export type LimitName = keyof RunLimits;

export interface LimitRule {
  /** `undefined`: no limit unless one is set. */
  readonly default: number | undefined;
  readonly minimum: number;
  readonly maximum: number;
}

const MEBIBYTE = 1024 * 1024;

/** The one table of limits: their defaults and the range that a caller may set. */
export const LIMITS: { readonly [Name in LimitName]: LimitRule } = {
  // The maximum is what a timer can hold: setTimeout fires at once beyond 2**31 - 1.
  timeout_ms: { default: 2000, minimum: 1, maximum: 2 ** 31 - 1 },
  memory_mb: { default: 128, minimum: 1, maximum: 65_536 },
  cpu_ms: { default: undefined, minimum: 1, maximum: 2 ** 31 - 1 },
  max_logs: { default: 100, minimum: 0, maximum: 100_000 },
  max_log_bytes: { default: MEBIBYTE, minimum: 0, maximum: 64 * MEBIBYTE },
  max_result_bytes: { default: MEBIBYTE, minimum: 1, maximum: 64 * MEBIBYTE },
  max_input_bytes: { default: MEBIBYTE, minimum: 1, maximum: 64 * MEBIBYTE },
  max_source_bytes: { default: MEBIBYTE, minimum: 1, maximum: 64 * MEBIBYTE },
  max_calls: { default: 1000, minimum: 0, maximum: 1_000_000 },
  max_call_bytes: { default: MEBIBYTE, minimum: 1, maximum: 64 * MEBIBYTE },
};

/** The byte cap of a single log line; what is over is cut and marked. */
export const LOG_LINE_BYTES = 16 * 1024;

/**
 * The most that the arguments of all calls of a run take together, in UTF-16 units of their serialised form; of a run
 * that is kept for a recording, also its answers. Below what a host may send in a run, whose end is a crash.
 */
export const ALL_CALLS_UNITS = 96 * MEBIBYTE;

const LIMIT_NAMES = Object.keys(LIMITS) as LimitName[];

/** The limits that hold when nobody sets any. */
export function defaultLimits(): RunLimits {
  const limits: { [Name in LimitName]?: number | undefined } = {};
  for (const name of LIMIT_NAMES) limits[name] = LIMITS[name].default;
  return limits as RunLimits;
}

/**
 * Lays limits over defaults; a field that is absent or `undefined` keeps the default.
 * Throws a `TypeError` that names the field when a value is not an integer in its range.
 */
export function mergeLimits(
  base: RunLimits,
  overrides: { readonly [Name in LimitName]?: unknown },
): RunLimits {
  const merged: { [Name in LimitName]?: number | undefined } = { ...base };
  for (const name of LIMIT_NAMES) {
    const value = overrides[name];
    if (value !== undefined) merged[name] = checkLimit(name, value);
  }
  return merged as RunLimits;
}

function checkLimit(name: LimitName, value: unknown): number {
  const { minimum, maximum } = LIMITS[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum)
    return value;
  const shown = typeof value === 'number' ? String(value) : `a value of type ${typeof value}`;
  throw new TypeError(`${name} must be an integer from ${minimum} to ${maximum}, got ${shown}`);
}

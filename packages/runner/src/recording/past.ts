import {
  ERROR_CODES,
  decode,
  encode,
  fitsUtf8,
  type CodeletError,
  type Delivery,
  type Recording,
  type RunLimits,
} from '@codelets/core';
import { failure } from '@codelets/session';
import type { Past } from '../run-parts.js';
import { shownError } from '../capabilities/answer-calls.js';
import { PublicError } from '../capabilities/public-error.js';
import { isGlobalName, type ResolvedRunOptions } from '../options/run-options.js';
import type { ContinuationOptions } from '../options/runner-options.js';
import { NO_POLICY } from '../policy/resolved-policy.js';
import type { CodeletSource } from '../types.js';
import { openContinuation, type Continuation } from './continuation.js';

export interface RepeatedRun {
  readonly source: CodeletSource;
  readonly options: ResolvedRunOptions;
  readonly past: Past;
}

/** The run that repeats a recorded one. Throws a `TypeError` for texts that no runner wrote. */
export function replayOf(recording: Recording, defaults: ResolvedRunOptions): RepeatedRun {
  const recorded = recording.result;
  const error = recorded.ok ? undefined : errorOf(read('result', recorded.text));
  const { limits, input, globals, env } = recording;
  // Before anything is decoded: whatever a recording says, it holds no more than a run may be given.
  if (!fitsUtf8(input, limits.max_input_bytes)) throw notHeld('input');
  if (globals !== null && !fitsUtf8(globals, limits.max_input_bytes)) throw notHeld('globals');
  read('input', input);
  if (env !== null && !isRecord(read('env', env))) throw notHeld('env');
  return {
    source: { ...recording.source },
    options: { ...plain(defaults), limits: withinLimits(limits, defaults.limits) },
    past: {
      recording,
      lead: { tape: recording, then: { end: error && isTrustedEnd(error) ? error : undefined } },
      granted: namesIn(recording),
      known_logs: 0,
      made: [],
    },
  };
}

/**
 * A recording may come from anywhere, so it does not decide how long and how large its replay gets: that is for the
 * runner's limits. The other limits are part of the run's course, and small.
 */
function withinLimits(recorded: RunLimits, own: RunLimits): RunLimits {
  const cpu_ms = Math.min(recorded.cpu_ms ?? Infinity, own.cpu_ms ?? Infinity);
  return {
    ...recorded,
    timeout_ms: Math.min(recorded.timeout_ms, own.timeout_ms),
    memory_mb: Math.min(recorded.memory_mb, own.memory_mb),
    cpu_ms: cpu_ms === Infinity ? undefined : cpu_ms,
  };
}

/** Ends that trusted code gives a run which waits; all others come from the codelet and come again. */
function isTrustedEnd({ code }: CodeletError): boolean {
  return !['RUNTIME_ERROR', 'POLICY_VIOLATION', 'SYNTAX_ERROR', 'OUTPUT_LIMIT', 'INVALID_OUTPUT'].includes(
    code,
  );
}

export interface ResumeParts {
  readonly continuation: unknown;
  readonly answer: unknown;
  /** Which call is answered; default the first that was suspended. */
  readonly call: number | undefined;
  readonly options: ResolvedRunOptions;
  readonly continuations: ContinuationOptions | undefined;
  readonly sandbox: string;
  /** For whom the caller says it is; default: whomever the run was for. */
  readonly tenant: string | undefined;
}

export type Resumed =
  | ({ readonly ok: true } & RepeatedRun)
  | { readonly ok: false; readonly error: CodeletError };

/** The run that goes on from a continuation, or why it is refused. */
export function resumeOf(parts: ResumeParts): Resumed {
  const { continuations, options, answer } = parts;
  if (typeof parts.continuation !== 'string') throw new TypeError('continuation must be a string');
  if (!continuations) throw new TypeError('The runner has no continuation_key');
  const opened = openContinuation(parts.continuation, continuations);
  if (!opened.ok) {
    const said = opened.reason === 'expired' ? 'has expired' : 'was not signed with the continuation_key';
    return refused(opened.reason, `The continuation ${said}`);
  }
  const { recording, suspended, tenant } = opened.continuation;
  const policy = options.policy ?? NO_POLICY;
  if (recording.sandbox !== parts.sandbox)
    return refused('mismatched', `The continuation is of ${recording.sandbox}, not of ${parts.sandbox}`);
  if (recording.policy_hash !== policy.hash)
    return refused('mismatched', 'The continuation is of a run with another policy');
  // Its answers are what this tenant's capabilities said; those that follow must be asked for the same one.
  if (parts.tenant !== undefined && parts.tenant !== tenant)
    return refused('mismatched', 'The continuation is of a run for another tenant');
  const answered = parts.call ?? suspended[0]?.id;
  if (!suspended.some(({ id }) => id === answered))
    return refused('mismatched', `The continuation does not wait for call ${String(answered)}`);
  const delivery = deliveryOf(answered!, answer, opened.continuation, options);
  if (typeof delivery === 'string') return refused('answer', delivery);
  const tape = { calls: recording.calls, deliveries: [...recording.deliveries, delivery] };
  const rest = suspended.filter(({ id }) => id !== answered);
  const settled = new Set(tape.deliveries.flatMap((each) => (each.t === 'answer' ? [each.id] : [])));
  for (const { id } of rest) settled.add(id);
  return {
    ok: true,
    source: { ...recording.source },
    options: { ...options, tenant, limits: recording.limits },
    past: {
      recording,
      lead: { tape, then: { live: rest } },
      granted: namesIn(recording),
      known_logs: recording.result.logs.length,
      made: recording.calls.filter(({ id }) => settled.has(id)),
    },
  };
}

function deliveryOf(
  id: number,
  answer: unknown,
  { recording }: Continuation,
  { limits }: ResolvedRunOptions,
): Delivery | string {
  const last = recording.deliveries.at(-1)?.now ?? ('now' in recording.clock ? recording.clock.now : 0);
  const now = recording.clock.kind === 'virtual' ? last : Math.max(last, Date.now());
  if (PublicError.isInstance(answer)) {
    return { t: 'answer', id, value: null, error: shownError('', answer), now };
  }
  try {
    return {
      t: 'answer',
      id,
      value: encode(answer, limits.max_call_bytes, { own_bytes: true }),
      error: null,
      now,
    };
  } catch (thrown) {
    return `The answer cannot enter the sandbox: ${thrown instanceof Error ? thrown.message : 'it cannot be read'}`;
  }
}

function refused(reason: string, text: string): Resumed {
  return { ok: false, error: failure('INVALID_INPUT', text, { details: { in: 'continuation', reason } }) };
}

function namesIn(recording: Recording): string[] {
  if (recording.globals === null) return [];
  const globals = read('globals', recording.globals);
  if (!isRecord(globals)) throw notHeld('globals');
  const names = Object.keys(globals);
  // They become part of what is compiled.
  if (!names.every(isGlobalName)) throw notHeld('globals');
  return names;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The error of a result, which a replay answers again where trusted code gave it. */
function errorOf(value: unknown): CodeletError {
  const { code, message, name, stack } = (value ?? {}) as { readonly [Key in keyof CodeletError]?: unknown };
  const isText = (text: unknown): boolean => text === undefined || typeof text === 'string';
  const isCode = typeof code === 'string' && Object.prototype.hasOwnProperty.call(ERROR_CODES, code);
  if (!isCode || typeof message !== 'string' || !isText(name) || !isText(stack)) throw notHeld('result');
  return value as CodeletError;
}

function notHeld(field: string): TypeError {
  return new TypeError(`recording.${field} is not what a recording holds`);
}

function read(field: string, text: string): unknown {
  try {
    return decode(text);
  } catch {
    throw notHeld(field);
  }
}

/** A replay gives nothing but modules, checks nothing and records nothing. */
function plain(defaults: ResolvedRunOptions): ResolvedRunOptions {
  return {
    ...defaults,
    policy: { ...NO_POLICY, modules: defaults.policy?.modules ?? {} },
    record: false,
    input_schema: undefined,
    output_schema: undefined,
    onLog: undefined,
    explicit: new Set(),
  };
}

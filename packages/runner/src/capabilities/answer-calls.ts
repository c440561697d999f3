import { setMaxListeners } from 'node:events';
import {
  ALL_CALLS_UNITS,
  CannotCrossError,
  TooLargeError,
  decode,
  decodeInSlices,
  encode,
  type CallError,
  type CallRecord,
  type WireRequest,
  type RunLimits,
} from '@codelets/core';
import type { AnswerCall, CallAnswer } from '@codelets/session';
import type { Fetcher } from '../load-network.js';
import type { ResolvedCapability } from '../policy/resolved-policy.js';
import type { CapabilityContext } from '../policy/types.js';
import { checkSchema, issuesText } from './check-schema.js';
import { PublicError } from './public-error.js';
import { Suspension, payloadData } from './suspend.js';
import { Turns } from './turns.js';

/** The name by which `fetch` is called. */
export const FETCH = 'fetch';

export interface AnswerParts {
  /** For calls of `fetch`; ends with the run. */
  readonly fetcher: Fetcher | undefined;
  readonly capabilities: ReadonlyMap<string, ResolvedCapability>;
  readonly limits: RunLimits;
  readonly run_id: string;
  readonly tenant: string | undefined;
  /** Whether a call may be suspended; otherwise it fails with this text. */
  readonly no_suspension: string | undefined;
  /** Whether what is answered is kept for as long as the run goes on. */
  readonly is_kept: boolean;
  /** Calls of an earlier part of the run, which count as well. */
  readonly made: readonly CallRecord[];
  /** The service's own error of a call that failed. */
  onError(name: string, error: unknown): void;
}

/** Arguments of calls that wait for their turn, over the whole run. */
const MAXIMUM_WAITING_BYTES = 16 * 1024 * 1024;

/** How long the service's event loop is held at a time while an argument is read. */
const SLICE_MS = 8;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Answers the calls of one run: checks what comes in and goes out, and keeps the caps. */
export function createAnswerCalls(parts: AnswerParts): AnswerCall {
  const turns = new Map<string, Turns>();
  const counts = new Map<string, number>();
  let waiting_bytes = 0;
  for (const { name } of parts.made) counts.set(name, (counts.get(name) ?? 0) + 1);

  let units_left = parts.is_kept ? ALL_CALLS_UNITS : Infinity;
  return async (call, signal) => {
    // Each call under way listens to the signal of its run, and each request of `fetch`.
    setMaxListeners(0, signal);
    const answered = await answerCall(call, signal);
    units_left -= answered.value?.length ?? 0;
    if (units_left >= 0 || answered.value === undefined) return answered;
    return refused(
      'CAPABILITY_LIMIT',
      'The answers of all calls together take more than a recording may hold',
    );
  };

  async function answerCall(call: CallRecord, signal: AbortSignal): Promise<CallAnswer> {
    const { name } = call;
    if (name === FETCH) return fetchAnswer(call, signal, parts.fetcher);
    const capability = parts.capabilities.get(name)!;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (capability.max_calls !== undefined && count > capability.max_calls) {
      return refused(
        'CAPABILITY_LIMIT',
        `helpers.${name} may be called ${capability.max_calls} times in a run`,
      );
    }
    if (waiting_bytes + call.args.length > Math.max(MAXIMUM_WAITING_BYTES, parts.limits.max_call_bytes)) {
      return refused('CAPABILITY_LIMIT', 'Too many calls are waiting for their turn');
    }
    let queue = turns.get(name);
    if (!queue) turns.set(name, (queue = new Turns(capability.max_concurrent)));
    waiting_bytes += call.args.length;
    await queue.wait();
    waiting_bytes -= call.args.length;
    return answer(capability, call, signal, parts, () => queue.done());
  }
}

/** The package has caps of its own on requests and bytes. */
async function fetchAnswer(
  { args }: CallRecord,
  signal: AbortSignal,
  fetcher: Fetcher | undefined,
): Promise<CallAnswer> {
  try {
    if (!fetcher) return refused('NETWORK_FAILED', 'There is no network');
    const response = await fetcher.fetch(decode(args) as WireRequest, { signal });
    return { value: encode(response, Infinity, { own_bytes: true }) };
  } catch (cause) {
    const { code, message } = cause as { code?: unknown; message?: unknown };
    const said = typeof message === 'string' ? message : 'The request failed';
    const error = {
      name: 'TypeError',
      code: typeof code === 'string' ? code : 'NETWORK_FAILED',
      message: said,
    };
    return { error, cause };
  }
}

async function answer(
  capability: ResolvedCapability,
  { name, args }: CallRecord,
  signal: AbortSignal,
  parts: AnswerParts,
  done: () => void,
): Promise<CallAnswer> {
  if (signal.aborted) {
    done();
    return refused('CAPABILITY_FAILED', 'The run has ended');
  }
  const controller = new AbortController();
  const abort = (): void => controller.abort(new Error('The run has ended'));
  signal.addEventListener('abort', abort, { once: true });
  const { timeout_ms } = capability;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<CallAnswer>((resolve) => {
    const end = (): void => {
      controller.abort(new Error(`The call took longer than ${timeout_ms} ms`));
      resolve(refused('CAPABILITY_TIMEOUT', `helpers.${name} did not answer within ${timeout_ms} ms`));
    };
    timer = setTimeout(end, timeout_ms);
    // The run's own deadline keeps the process alive.
    timer.unref();
  });
  try {
    // A function that goes on after its time keeps its place: the cap is on what really runs.
    const invoked = invoke(capability, args, controller.signal, parts).finally(done);
    return await Promise.race([late, invoked]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** Never rejects. */
async function invoke(
  capability: ResolvedCapability,
  args: string,
  signal: AbortSignal,
  parts: AnswerParts,
): Promise<CallAnswer> {
  const { name, input_schema, output_schema } = capability;
  try {
    const argument = await decodeInSlices(args, SLICE_MS, () => performance.now(), turn);
    const input = await checkSchema(input_schema, argument);
    if (!input.ok) {
      const text = `The argument of helpers.${name} is not valid: ${issuesText(input.issues)}`;
      return refused('CAPABILITY_INVALID_ARGUMENT', text);
    }
    const { run_id, tenant } = parts;
    const context: CapabilityContext = { signal, run_id, ...(tenant === undefined ? {} : { tenant }) };
    const returned: unknown = await capability.call(input.value as never, context);
    if (Suspension.isInstance(returned)) {
      if (parts.no_suspension !== undefined) throw new Error(parts.no_suspension);
      return { suspended: { payload: payloadData(returned, parts.limits.max_call_bytes) } };
    }
    const output = await checkSchema(output_schema, returned);
    if (!output.ok) {
      throw new TypeError(`The answer of ${name} is not valid: ${issuesText(output.issues)}`);
    }
    return { value: encode(output.value, parts.limits.max_call_bytes, { own_bytes: true }) };
  } catch (thrown) {
    // A listener of the service must not decide what the codelet gets.
    parts.onError(name, thrown);
    return { error: redacted(name, thrown), cause: thrown };
  }
}

/** What the codelet sees of an error of the service. */
function redacted(name: string, thrown: unknown): CallError {
  try {
    return shownError(name, thrown);
  } catch {
    // A proxy, or a getter that throws.
    return { name: 'CapabilityError', code: 'CAPABILITY_FAILED', message: `helpers.${name} failed` };
  }
}

/** The error of a call as the codelet sees it. */
export function shownError(name: string, thrown: unknown): CallError {
  if (PublicError.isInstance(thrown)) {
    return { name: 'CapabilityError', code: cut(thrown.code, 256), message: cut(thrown.message, 8192) };
  }
  const problem = TooLargeError.isInstance(thrown)
    ? 'answered more than may enter the sandbox'
    : CannotCrossError.isInstance(thrown)
      ? `answered ${thrown.found}, which cannot enter the sandbox`
      : 'failed';
  return { name: 'CapabilityError', code: 'CAPABILITY_FAILED', message: `helpers.${name} ${problem}` };
}

function refused(code: string, message: string): CallAnswer {
  return { error: { name: 'CapabilityError', code, message } };
}

function cut(value: unknown, length: number): string {
  return String(value).slice(0, length);
}

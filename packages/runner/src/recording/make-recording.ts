import {
  encode,
  type CodeletResult,
  type Divergence,
  type RecordedResult,
  type RecordedSource,
  type Recording,
  type Tape,
} from '@codelets/core';
import type { Started } from '../run-parts.js';

/** How a run ended, as text: what a replay is compared with. */
function recordedResult(result: CodeletResult, value: string | undefined): RecordedResult {
  const logs = result.logs.map((log) => ({ ...log }));
  if (result.ok) return { ok: true, text: value ?? encode(result.value, Infinity), logs };
  return { ok: false, text: encode(plainError(result.error), Infinity), logs };
}

/** The error without what does not cross: the service's own error, kept for the caller alone. */
function plainError(error: object): object {
  return Object.fromEntries(
    Object.entries(error).filter(([key]) => Object.prototype.propertyIsEnumerable.call(error, key)),
  );
}

/** The first way in which a run differs from its recording, once it has followed it to the end. */
function resultDifference(recorded: RecordedResult, replayed: RecordedResult): string | undefined {
  const length = Math.max(recorded.logs.length, replayed.logs.length);
  for (let index = 0; index < length; index += 1) {
    const [was, is] = [recorded.logs[index], replayed.logs[index]];
    if (!was) return `line ${index + 1} of the logs is new`;
    if (!is) return `line ${index + 1} of the logs is missing`;
    if (was.message !== is.message || was.level !== is.level || was.timestamp !== is.timestamp)
      return `line ${index + 1} of the logs differs`;
  }
  if (recorded.ok !== replayed.ok) return recorded.ok ? 'the run failed' : 'the run did not fail';
  if (recorded.text !== replayed.text) return recorded.ok ? 'the value differs' : 'the error differs';
  return undefined;
}

/** What a session leaves behind. */
export interface Ended {
  readonly tape: Tape;
  readonly divergence?: Divergence | undefined;
  /** Codec text of the value. */
  readonly text?: string | undefined;
}

export type RecordedFacts = Pick<
  Recording,
  'sandbox' | 'modules' | 'limits' | 'policy_hash' | 'capabilities'
> & { readonly export_name: string };

export function makeRecording(
  result: CodeletResult,
  { tape, text }: Ended,
  started: Started,
  { export_name, ...facts }: RecordedFacts,
): Recording {
  const { seed, clock, input, globals, env, modules, language } = started;
  const { code, filename } = started.source;
  const source: RecordedSource = modules
    ? { type: 'modules', ...modules, export_name }
    : { type: 'string', code, filename, language, export_name };
  return {
    version: 1,
    node: process.versions.node,
    ...facts,
    ...{ source, seed, clock, input, globals, env },
    calls: tape.calls,
    deliveries: tape.deliveries,
    result: recordedResult(result, text),
  };
}

/** The result of a replay, with where it first left its recording. */
export function withDifference(
  result: CodeletResult,
  recording: Recording,
  { tape, divergence, text }: Ended,
): CodeletResult & { difference?: Divergence } {
  const what = resultDifference(recording.result, recordedResult(result, text));
  const end = { call: tape.calls.length, delivery: tape.deliveries.length };
  const difference = divergence ?? (what === undefined ? undefined : { ...end, what });
  return difference ? { ...result, difference } : result;
}

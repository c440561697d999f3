import { encode, type CodeletResult, type RecordedResult, type Recording } from '@codelets/core';

/** How a run ended, as text: what a replay is compared with. */
export function recordedResult(result: CodeletResult, value: string | undefined): RecordedResult {
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
export function resultDifference(recorded: RecordedResult, replayed: RecordedResult): string | undefined {
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

export type RecordingParts = Omit<Recording, 'version' | 'node'>;

export function makeRecording(parts: RecordingParts): Recording {
  return { version: 1, node: process.versions.node, ...parts };
}

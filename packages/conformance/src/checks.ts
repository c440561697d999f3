import type { CodeletError, CodeletErrorCode } from '@codelets/core';
import type { Check } from './conformance-case.js';
import type { RunResult } from './subject.js';

/** The result was this value. */
export function gives(expected: unknown): Check {
  return ({ outcome }, { expect }) => expect(outcome).toStrictEqual({ ok: true, value: expected });
}

/** The run was ok; the check looks at the value. */
export function givesWhat(
  look: (value: never, tools: Parameters<Check>[1], result: RunResult) => void,
): Check {
  return (result, tools) => {
    tools.expect(result.outcome).toMatchObject({ ok: true });
    if (result.outcome.ok) look(result.outcome.value as never, tools, result);
  };
}

/** The run failed with a code, and its error holds these facts. */
export function fails(
  code: CodeletErrorCode | readonly CodeletErrorCode[],
  facts: Partial<CodeletError> = {},
): Check {
  return failsWhat(code, (error, { expect }) => expect(error).toMatchObject(facts));
}

/** The run failed with a code; the check looks at the error. */
export function failsWhat(
  code: CodeletErrorCode | readonly CodeletErrorCode[],
  look: (error: CodeletError, tools: Parameters<Check>[1], result: RunResult) => void,
): Check {
  const codes = typeof code === 'string' ? [code] : code;
  return (result, tools) => {
    const { expect } = tools;
    if (result.outcome.ok) return expect(result.outcome).toMatchObject({ ok: false });
    const { error } = result.outcome;
    // One of several: the first is named when none of them came.
    if (!codes.includes(error.code)) expect(error).toMatchObject({ code: codes[0] });
    showsNothingOfTheService(error, tools);
    look(error, tools, result);
  };
}

const INNARDS =
  /node:internal|node_modules|file:\/\/|VM2_INTERNAL|\bvm2?\.js|codelets:prelude|__codelet|__deny|__exports/;

/** No path, no frame of the service, no name of the wrapper in what a codelet's author is shown. */
export function showsNothingOfTheService(
  error: CodeletError,
  { expect }: Pick<Parameters<Check>[1], 'expect'>,
): void {
  for (const text of textsOf(error)) expect(text).not.toMatch(INNARDS);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  for (const frame of frames)
    expect(frame).toMatch(/^ {4}at (async )?([^/\\]+ \()?(?!\/)[^\\():]+:\d+:\d+\)?$/);
}

/** What can be enumerated: the service's own error stands in a `cause` of which no copy and no JSON knows. */
function textsOf(error: Pick<CodeletError, 'message' | 'stack' | 'cause'>): string[] {
  const { message, stack = '', cause } = { ...error };
  return [message, stack, ...(cause === undefined ? [] : textsOf(cause))];
}

/** A plain run on the same subject is right: whatever happened before left nothing behind. */
export const nextRunIsRight: Check = async (_, { subject, expect }) => {
  const { outcome } = await subject.run('export const main = (n) => n + 1', { input: 41 });
  expect(outcome).toStrictEqual({ ok: true, value: 42 });
};

/** All of several checks, in order. */
export function all(...checks: readonly Check[]): Check {
  return async (result, tools) => {
    for (const check of checks) await check(result, tools);
  };
}

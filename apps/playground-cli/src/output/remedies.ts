import type { CodeletError, CodeletErrorCode } from '@codelets/core';

/** One line for each error code: what somebody at a terminal can do about it. */
export const REMEDIES: { readonly [Code in CodeletErrorCode]: string } = {
  TIMEOUT: 'Look for a loop or a promise that never settles, or give it more time with --timeout MS.',
  SYNTAX_ERROR: 'Correct the line that is shown, or name another function with --export NAME.',
  RUNTIME_ERROR:
    'The codelet threw this. Look at the line that is shown, and at the --input that it was given.',
  POLICY_VIOLATION:
    'A codelet has the language, console and logger, and what it is given: data with --input and --global, files with --modules, the rest with --policy.',
  MEMORY_LIMIT: 'Keep less in memory at once, or allow more with --memory MB.',
  CPU_LIMIT: 'Do less work in one run, or split it.',
  OUTPUT_LIMIT: 'Return less: the result is over its size cap.',
  INVALID_OUTPUT: 'Return data: functions, symbols and promises inside a result cannot leave the sandbox.',
  INVALID_INPUT: 'Change what the codelet is given: the source, --input or --global named above.',
  ABORTED: 'The run was stopped from outside. Start it again when you want its result.',
  SUSPENDED:
    'It waits for an answer. Keep its continuation with --save-continuation, and go on with codelets resume.',
  QUEUE_FULL: 'Wait until other runs have ended, and try again.',
  QUEUE_TIMEOUT: 'Wait until other runs have ended, and try again.',
  UNSUPPORTED: 'Leave the option away, or choose a sandbox and an isolation that can enforce it.',
  SANDBOX_CRASHED: 'Try again. If it happens every time, run it with another --sandbox and report it.',
  SANDBOX_UNAVAILABLE: 'Install what is named above, or choose another sandbox with --sandbox NAME.',
};

/** Where there is no line to look at: an export that is missing, say, or a call that was refused. */
const WITHOUT_LINE: { readonly [Code in CodeletErrorCode]?: string } = {
  SYNTAX_ERROR: 'Correct the codelet, or name another function with --export NAME.',
  RUNTIME_ERROR: 'The codelet threw this. Look at what is said above, and at the --input that it was given.',
};

const CONTINUATION =
  'Resume it with the key, the policy, the sandbox and the call that it began with, and an --answer that is data; or run the codelet anew.';

/** What to do about this error. */
export function remedyOf({ code, location, details }: CodeletError): string {
  if (code === 'INVALID_INPUT' && details?.['in'] === 'continuation') return CONTINUATION;
  const remedy = (location ? undefined : WITHOUT_LINE[code]) ?? REMEDIES[code];
  return (remedy as string | undefined) ?? 'See the message above.';
}

import { expect, it } from 'vitest';
import { classifyExit } from './classify-exit.js';

const facts = {
  code: null,
  signal: null,
  stderr: '',
  cause: undefined,
  near_memory_limit: false,
  killed_codes: [],
};
const OOM = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';

it.each([
  [{ signal: 'SIGABRT' }, 'memory'],
  [{ signal: 'SIGTRAP' }, 'memory'],
  [{ signal: 'SIGSEGV' }, 'memory'],
  [{ signal: 'SIGILL' }, 'memory'],
  [{ code: 134 }, 'memory'],
  [{ code: 133 }, 'memory'],
  [{ code: 139 }, 'memory'],
  // Node prints lines of the codelet's source on stderr: words there decide nothing.
  [{ code: 5, stderr: OOM }, 'crashed'],
  [{ code: 0, stderr: OOM }, 'crashed'],
  [{ code: 0 }, 'crashed'],
  [{ code: 13 }, 'crashed'],
  [{ signal: 'SIGKILL' }, 'crashed'],
  [{ signal: 'SIGKILL', near_memory_limit: true }, 'memory'],
  [{ code: 137, killed_codes: [137], near_memory_limit: true }, 'memory'],
  [{ code: 137, killed_codes: [137] }, 'crashed'],
  [{ code: 137, near_memory_limit: true }, 'crashed'],
  [{ signal: 'SIGTERM', near_memory_limit: true }, 'crashed'],
  [{ signal: 'SIGABRT', cause: { reason: 'killed', detail: '' } }, 'killed'],
] as const)('%o means %s', (changes, reason) => {
  expect(classifyExit({ ...facts, ...changes }).reason).toBe(reason);
});

it('tells the operator what node said last', () => {
  const stderr = `\n<--- Last few GCs --->\n\n${OOM}\n----- Native stack trace -----\n`;
  expect(classifyExit({ ...facts, signal: 'SIGABRT', stderr }).detail).toBe(`SIGABRT: ${OOM}`);
});

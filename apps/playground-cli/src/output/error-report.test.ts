import { ERROR_CODES, type CodeletErrorCode } from '@codelets/core';
import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import { formatError } from './error-report.js';
import { REMEDIES } from './remedies.js';

const plain = picocolors.createColors(false);
const CODES = Object.keys(ERROR_CODES) as CodeletErrorCode[];

describe('formatError', () => {
  it('shows code, message, place, code frame, causes and what to do', () => {
    const text = formatError(
      {
        code: 'RUNTIME_ERROR',
        name: 'TypeError',
        message: 'no such user',
        stack: 'TypeError: no such user\n    at inner (a.js:2:3)\n    at main (a.js:5:1)',
        location: { file: 'a.js', line: 2, column: 3, snippet: '  1 | x\n> 2 |   y()\n    |   ^\n  3 | z' },
        cause: {
          name: 'RangeError',
          message: 'first',
          location: { file: 'a.js', line: 9, column: 1, snippet: '' },
        },
        details: { code: 'E_USER' },
      },
      plain,
    );
    expect(text).toBe(
      [
        'RUNTIME_ERROR TypeError: no such user',
        '  at a.js:2:3',
        '',
        '    1 | x',
        '  > 2 |   y()',
        '      |   ^',
        '    3 | z',
        '',
        '  at inner (a.js:2:3)',
        '  at main (a.js:5:1)',
        '  caused by RangeError: first (a.js:9:1)',
        "  details: { code: 'E_USER' }",
        '',
        `  What to do: ${REMEDIES.RUNTIME_ERROR}`,
        '',
      ].join('\n'),
    );
  });

  it.each(CODES)('says what to do about %s on one line', (code) => {
    const text = formatError({ code, message: 'm' }, plain);
    expect(text).toMatch(new RegExp(`^${code} m\\n\\n  What to do: [^\\n]{20,}\\n$`));
  });

  it.each([
    ['line that is shown', { code: 'SYNTAX_ERROR', message: 'no function named "x"' }],
    ['line that is shown', { code: 'RUNTIME_ERROR', message: 'helpers.a.b failed' }],
    ['--input', { code: 'INVALID_INPUT', message: 'expired', details: { in: 'continuation' } }],
  ] as const)('does not point to what is not there: %s', (absent, error) => {
    const [, remedy] = formatError(error, plain).split('What to do: ');
    expect(remedy).not.toContain(absent);
    expect(remedy).toMatch(/^[^\n]{20,}\n$/);
  });

  it('lets no text of the codelet move the cursor or forge a line', () => {
    const evil = '\u001b[2J\nRUNTIME_ERROR forged\r\u009b';
    const text = formatError(
      {
        code: 'TIMEOUT',
        name: evil,
        message: evil,
        stack: `at ${evil}\n at b ${evil}`,
        location: { file: evil, line: 1, column: 1, snippet: evil },
        cause: { message: evil, name: evil, location: { file: evil, line: 1, column: 1, snippet: evil } },
        details: { [evil]: evil },
      },
      plain,
    );
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text.split('\n').filter((line) => /^\S/.test(line))).toHaveLength(1);
  });
});

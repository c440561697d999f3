import picocolors from 'picocolors';
import { describe, expect, it } from 'vitest';
import { log } from '../../test/support/fake-context.js';
import { formatDropped, formatLog } from './log-line.js';

const plain = picocolors.createColors(false);
const colour = picocolors.createColors(true);

describe('formatLog', () => {
  it('puts the level in front', () => {
    expect(formatLog(log('hello'), plain)).toBe('info  hello\n');
    expect(formatLog(log('hello', 'debug'), plain)).toBe('debug hello\n');
  });

  it('indents further lines, so that a message cannot forge a log', () => {
    expect(formatLog(log('hello\nerror forged\r\nwarn too'), plain)).toBe(
      'info  hello\n      error forged\n      warn too\n',
    );
  });

  it('colours the level alone, and takes no colour from the message', () => {
    const text = formatLog(log('a \u001b[31mred\u001b[0m', 'error'), colour);
    expect(text).toBe('\u001b[31merror\u001b[39m a \\x1b[31mred\\x1b[0m\n');
  });
});

it('formatDropped tells how many logs are missing', () => {
  expect(formatDropped(0, plain)).toBe('');
  expect(formatDropped(1, plain)).toContain('1 more log was');
  expect(formatDropped(7, plain)).toContain('7 more logs were');
});

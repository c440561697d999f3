import type { ConsoleLog, LogLevel } from '@codelets/core';
import type { Palette } from './palette.js';
import { hang, neutralise } from './terminal-text.js';

const LABEL_WIDTH = 'debug'.length;
const INDENT = ' '.repeat(LABEL_WIDTH + 1);

const COLOUR: { readonly [Level in LogLevel]: keyof Palette & ('dim' | 'cyan' | 'yellow' | 'red' | 'gray') } =
  {
    log: 'gray',
    debug: 'dim',
    info: 'cyan',
    warn: 'yellow',
    error: 'red',
  };

/**
 * One log of a codelet as text for a terminal, with a newline at its end. Only a log starts at the first column:
 * further lines of a message are indented.
 */
export function formatLog(log: ConsoleLog, palette: Palette): string {
  const label = palette[COLOUR[log.level]](log.level.padEnd(LABEL_WIDTH));
  return `${label} ${hang(neutralise(log.message), INDENT)}\n`;
}

/** How many logs were over the cap, as a line of its own; empty when none were. */
export function formatDropped(count: number, palette: Palette): string {
  if (count === 0) return '';
  return palette.dim(`${count} more ${count === 1 ? 'log was' : 'logs were'} dropped: over the cap`) + '\n';
}

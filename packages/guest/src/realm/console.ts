import { LOG_LINE_BYTES, fitsUtf8, utf8Length, type LogLevel } from '@codelets/core';
import type { Clock } from './clock.js';
import { formatLog } from './format-log.js';
import { intrinsics, sealed } from './intrinsics.js';
import type { Send } from './sender.js';
import { cutUtf8 } from './text.js';

const LEVELS: readonly LogLevel[] = ['log', 'debug', 'info', 'warn', 'error'];

export interface Console {
  /** `console` and `logger` are one frozen object. */
  readonly object: { readonly [Level in LogLevel]: (...values: unknown[]) => void };
  configure(caps: { max_logs: number; max_log_bytes: number }): void;
  /** Tells how many lines were dropped when that has changed since it was told last. */
  flush(): void;
}

/** Turns console calls into messages and stops at the caps; the trusted side enforces the same caps again. */
export function createConsole(send: Send, clock: Clock): Console {
  let linesLeft = 0;
  let bytesLeft = 0;
  let dropped = 0;
  let told = 0;

  function drop(): void {
    dropped += 1;
    // At doubling distances: a loop that logs must not flood the channel. The end of the run tells the rest.
    if (dropped >= told * 2) flush();
  }

  function flush(): void {
    if (dropped === told) return;
    // At the end of the stack nothing can be told: then the end of the run does.
    if (send({ t: 'logs-dropped', count: dropped })) told = dropped;
  }

  function write(level: LogLevel, values: readonly unknown[]): void {
    if (linesLeft === 0) return drop();
    const text = formatLog(values, LOG_LINE_BYTES);
    const message = fitsUtf8(text, LOG_LINE_BYTES) ? text : cutUtf8(text, LOG_LINE_BYTES);
    const bytes = utf8Length(message);
    if (bytes > bytesLeft) return drop();
    linesLeft -= 1;
    bytesLeft -= bytes;
    // A line that cannot be told, because the stack is at its end, is counted as every lost one.
    if (!send({ t: 'log', level, message, at: clock.now() })) dropped += 1;
  }

  const object: Record<string, unknown> = {};
  for (let index = 0; index < LEVELS.length; index += 1) {
    const level = LEVELS[index]!;
    object[level] = sealed(level, (...values: unknown[]) => write(level, values));
  }
  return {
    object: intrinsics.freeze(object) as Console['object'],
    configure(caps) {
      linesLeft = caps.max_logs;
      bytesLeft = caps.max_log_bytes;
    },
    flush,
  };
}

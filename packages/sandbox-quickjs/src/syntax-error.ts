import type { EntryReport } from '@codelets/core';
import { EXCEPTION } from './engine-exports.js';
import { QuickJsInstance } from './quickjs-instance.js';
import { RunGuard } from './run-guard.js';

const STACK_BYTES = 256 * 1024;
const POSITION = /^ {4}at .*:(\d+):(\d+)$/m;

/**
 * Where a text does not parse, asked of an instance that never ran anything: the realm that refused it has a prelude
 * whose hook writes the stack for the author, and may have run a codelet.
 */
export function findSyntaxError(module: WebAssembly.Module, text: string, filename: string): EntryReport {
  try {
    return parseAgain(module, text, filename);
  } catch {
    // Another stack or memory may end the parser elsewhere. That the text was refused is known.
    return { fault: 'syntax' };
  }
}

function parseAgain(module: WebAssembly.Module, text: string, filename: string): EntryReport {
  const instance = new QuickJsInstance(module, new RunGuard(), { stack_bytes: STACK_BYTES });
  const { engine, anchors } = instance;
  const compiled = instance.compile(text, filename);
  if (compiled !== EXCEPTION) return { fault: 'syntax' };
  const error = engine.JS_GetException(anchors.context);
  const message = instance.readText(instance.readProperty(error, 'message'));
  const place = POSITION.exec(instance.readText(instance.readProperty(error, 'stack')));
  if (!place) return { fault: 'syntax', message };
  return { fault: 'syntax', message, line: Number(place[1]), column: Number(place[2]) };
}

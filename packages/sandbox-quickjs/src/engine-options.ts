import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What the engine module is created with: JSON data. */
export interface EngineOptions extends Readonly<Record<string, unknown>> {
  /** Path of quickjs-wasi's quickjs.wasm; `null` when the package is not installed. */
  readonly wasm_file: string | null;
  /** How deep a codelet can recurse. */
  readonly stack_bytes: number;
}

const KIBIBYTE = 1024;

/**
 * The engine counts what its C code keeps in the linear memory. Beside that every call takes four to seven times as
 * much of the thread's native stack, which has 4 MiB in a worker thread, and in a process with `NATIVE_STACK_FLAGS`.
 * In the service's own thread, and on Windows, it has less than one.
 */
const DEEP_STACK_BYTES = 512 * KIBIBYTE;
const SHALLOW_STACK_BYTES = 192 * KIBIBYTE;

const IS_WINDOWS = process.platform === 'win32';

/** For a process: half of the 8 MiB that Linux and macOS give a main thread. */
export const NATIVE_STACK_FLAGS: readonly string[] = IS_WINDOWS ? [] : ['--stack-size=3900'];

export function engineOptions(isolation: 'inline' | 'thread' | 'process'): EngineOptions {
  const shallow = isolation === 'inline' || (isolation === 'process' && IS_WINDOWS);
  return { wasm_file: findWasmFile(), stack_bytes: shallow ? SHALLOW_STACK_BYTES : DEEP_STACK_BYTES };
}

function findWasmFile(): string | null {
  try {
    return realpathSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'));
  } catch {
    return null;
  }
}

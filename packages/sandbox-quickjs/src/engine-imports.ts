import { Buffer } from 'node:buffer';
import { randomFillSync } from 'node:crypto';
import type { EngineExports } from './engine-exports.js';
import type { RunGuard } from './run-guard.js';

/** Captured: the host takes globals away before any codelet runs, and another realm could change these. */
const now = Date.now;

const SUCCESS = 0;
const BAD_FILE = 8;

/**
 * All that the engine can reach: a clock, random bytes while it starts, the guard's
 * interrupt, and one call with one string. No files, no modules, no output.
 */
export function engineImports(
  engine: () => EngineExports,
  guard: RunGuard,
  hostCall: (count: number, boxes: number) => number,
): WebAssembly.Imports {
  const view = (): DataView => new DataView(engine().memory.buffer);
  return {
    env: {
      host_interrupt() {
        guard.checkTime();
        return 0;
      },
      host_call: (_name: number, _length: number, _self: number, count: number, boxes: number) =>
        hostCall(count, boxes),
      // Local time is UTC in every codelet, wherever the service runs.
      host_get_timezone_offset: () => 0,
      host_promise_rejection: () => undefined,
      host_module_normalize: () => 0,
      host_module_load: () => 0,
    },
    wasi_snapshot_preview1: {
      clock_time_get(_clock: number, _precision: bigint, result: number) {
        view().setBigUint64(result, BigInt(now()) * 1_000_000n, true);
        return SUCCESS;
      },
      random_get(address: number, length: number) {
        randomFillSync(Buffer.from(engine().memory.buffer, address >>> 0, length >>> 0));
        return SUCCESS;
      },
      // What the engine prints before it gives up goes nowhere.
      fd_write: () => BAD_FILE,
      fd_close: () => BAD_FILE,
      fd_seek: () => BAD_FILE,
      fd_fdstat_get: () => BAD_FILE,
    },
  };
}

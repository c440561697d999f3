import type { EngineExports } from './engine-exports.js';
import type { RunGuard } from './run-guard.js';

/**
 * A WebAssembly module that imports four functions and exports them again: JavaScript functions get into a table only
 * as exports of a module. Three types, four imports, four exports, no code.
 */
const BRIDGE = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  // Types: (i32, i32, i32) -> i32; (i32, i32) -> i32; (i32, i32) -> nothing.
  ...[0x01, 0x13, 0x03],
  ...[0x60, 0x03, 0x7f, 0x7f, 0x7f, 0x01, 0x7f],
  ...[0x60, 0x02, 0x7f, 0x7f, 0x01, 0x7f],
  ...[0x60, 0x02, 0x7f, 0x7f, 0x00],
  // Imports: "" "c", "m", "f", "r", functions of type 0, 1, 2, 0.
  ...[0x02, 0x15, 0x04],
  ...[0x00, 0x01, 0x63, 0x00, 0x00],
  ...[0x00, 0x01, 0x6d, 0x00, 0x01],
  ...[0x00, 0x01, 0x66, 0x00, 0x02],
  ...[0x00, 0x01, 0x72, 0x00, 0x00],
  // Exports: the same four.
  ...[0x07, 0x11, 0x04],
  ...[0x01, 0x63, 0x00, 0x00],
  ...[0x01, 0x6d, 0x00, 0x01],
  ...[0x01, 0x66, 0x00, 0x02],
  ...[0x01, 0x72, 0x00, 0x03],
]);

/** The order of QuickJS's `JSMallocFunctions`, with which a `JSRuntime` begins; each is an index into the table. */
const CALLOC = 0;
const MALLOC = 1;
const FREE = 2;
const REALLOC = 3;
const USABLE_SIZE = 4;

let bridge: WebAssembly.Module | undefined;

/** Compiled while the host still has WebAssembly. */
export function compileBridge(): void {
  bridge ??= new WebAssembly.Module(BRIDGE);
}

const { Instance } = WebAssembly;

/**
 * Puts the host's accounting between QuickJS and its allocator. The engine's own limit would hand the codelet an
 * InternalError to catch, and nobody could tell afterwards that the limit was passed; here the run ends on the spot.
 */
export function guardAllocator(engine: EngineExports, runtime: number, guard: RunGuard): void {
  const table = engine.__indirect_function_table;
  const functions = new Uint32Array(engine.memory.buffer, runtime, USABLE_SIZE + 1);
  const usable = table.get(functions[USABLE_SIZE]!) as (address: number) => number;

  const given = (address: number): number => {
    if (address === 0) guard.stop('memory');
    guard.count(usable(address));
    return address;
  };
  // Sizes are unsigned; WebAssembly hands them over signed.
  const imports = {
    c(_: number, count: number, size: number): number {
      guard.checkMemory((count >>> 0) * (size >>> 0));
      return given(engine.calloc(count, size));
    },
    m(_: number, size: number): number {
      guard.checkMemory(size >>> 0);
      return given(engine.malloc(size));
    },
    f(_: number, address: number): void {
      if (address === 0) return;
      guard.count(-usable(address));
      engine.free(address);
    },
    r(_: number, address: number, size: number): number {
      const before = address === 0 ? 0 : usable(address);
      guard.checkMemory((size >>> 0) - before);
      const moved = engine.realloc(address, size);
      guard.count(-before);
      return given(moved);
    },
  };
  if (bridge === undefined) throw new Error('the bridge is not compiled');
  const bridged = new Instance(bridge, { '': imports }).exports as Record<string, unknown>;
  table.set(functions[CALLOC]!, bridged['c']);
  table.set(functions[MALLOC]!, bridged['m']);
  table.set(functions[FREE]!, bridged['f']);
  table.set(functions[REALLOC]!, bridged['r']);
}

import { Buffer } from 'node:buffer';

export const PAGE_BYTES = 65_536;

const HEADER_BYTES = 8;
const MEMORY_SECTION = 5;

/**
 * The same WebAssembly module with a maximum on its memory: the engine's own exports none, so that nothing in the
 * binary would stop a codelet that got around the allocator. Beyond it `memory.grow` fails, whoever asks.
 */
export function withMemoryMaximum(binary: Uint8Array, maximum_pages: number): Uint8Array {
  for (let offset = HEADER_BYTES; offset < binary.length;) {
    const size = readUnsigned(binary, offset + 1);
    const end = size.end + size.value;
    if (binary[offset] === MEMORY_SECTION) {
      const memory = limitedMemory(binary.subarray(size.end, end), maximum_pages);
      return Buffer.concat([binary.subarray(0, offset), memory, binary.subarray(end)]);
    }
    offset = end;
  }
  throw new Error('the engine has no memory section');
}

function limitedMemory(section: Uint8Array, maximum_pages: number): Uint8Array {
  const [count, flags] = section;
  const minimum = readUnsigned(section, 2);
  if (count !== 1 || flags !== 0 || minimum.end !== section.length)
    throw new Error('the engine has another memory');
  const body = [1, 1, ...unsigned(minimum.value), ...unsigned(maximum_pages)];
  return Uint8Array.from([MEMORY_SECTION, ...unsigned(body.length), ...body]);
}

/** LEB128, as WebAssembly writes numbers. */
function readUnsigned(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let offset = start, shift = 0; ; offset += 1, shift += 7) {
    const byte = bytes[offset];
    if (byte === undefined) throw new Error('the engine file is cut off');
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end: offset + 1 };
  }
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

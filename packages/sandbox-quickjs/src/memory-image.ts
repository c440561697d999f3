import { Buffer } from 'node:buffer';
import type { EngineExports } from './engine-exports.js';
import { PAGE_BYTES } from './memory-maximum.js';

/** The unit of what is copied back: as fine as a processor's page. */
const BLOCK_BYTES = 4096;

const ZEROS = new Uint8Array(BLOCK_BYTES);
const { compare } = Buffer;

interface Block {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * All the state that an engine has: its linear memory and its stack pointer, the one mutable global. Neither the
 * function table nor a data segment changes while it runs.
 */
export class MemoryImage {
  readonly #length: number;
  readonly #stack_pointer: number;
  readonly #blocks: readonly Block[];

  constructor({ memory, __stack_pointer }: EngineExports) {
    const bytes = new Uint8Array(memory.buffer);
    const blocks: Block[] = [];
    let start = 0;
    for (let offset = 0; offset <= bytes.length; offset += BLOCK_BYTES) {
      if (offset < bytes.length && !isZero(bytes.subarray(offset, offset + BLOCK_BYTES))) continue;
      // Neighbours are one copy.
      if (start < offset) blocks.push({ offset: start, bytes: bytes.slice(start, offset) });
      start = offset + BLOCK_BYTES;
    }
    this.#length = bytes.length;
    this.#stack_pointer = __stack_pointer.value;
    this.#blocks = blocks;
  }

  /** Bytes that are kept. */
  get kept_bytes(): number {
    return this.#blocks.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /** Whether a memory has the image's length. It can grow and never shrink: one that grew cannot be restored. */
  fits({ memory }: EngineExports): boolean {
    return memory.buffer.byteLength === this.#length;
  }

  /** Makes the memory of a new instance as long as the image. */
  grow({ memory }: EngineExports): void {
    const missing = this.#length - memory.buffer.byteLength;
    if (missing > 0) memory.grow(missing / PAGE_BYTES);
  }

  /**
   * Writes every byte of the memory. Leaving out what a run can hardly have touched would be quicker, and would leave
   * what a codelet put there through a bug of the engine to the next run.
   */
  restore({ memory, __stack_pointer }: EngineExports): void {
    const bytes = new Uint8Array(memory.buffer);
    let clean = 0;
    for (const block of this.#blocks) {
      bytes.fill(0, clean, block.offset);
      bytes.set(block.bytes, block.offset);
      clean = block.offset + block.bytes.length;
    }
    bytes.fill(0, clean);
    __stack_pointer.value = this.#stack_pointer;
  }
}

function isZero(block: Uint8Array): boolean {
  return compare(block, ZEROS) === 0;
}

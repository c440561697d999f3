import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import { FrameDecoder } from '../protocol/frame-decoder.js';
import { encodeFrames } from '../protocol/frame.js';
import { type Packet, TO_CHILD_CAPS } from '../protocol/packet.js';

const { readSync, writeSync } = fs;
const STDIN = 0;
const STDOUT = 1;

/**
 * The child's ends of the pipes, read and written synchronously on the bare descriptors: posts leave while a
 * codelet loops, nothing of Node's streams has to survive the scrub, and no guest callback can run between two
 * commands. libuv leaves descriptors 0 to 2 of a child blocking, as long as nobody opens `process.stdout`.
 */
export class PipeChannel {
  readonly #exit: () => never;
  readonly #chunk = Buffer.allocUnsafeSlow(64 * 1024);
  readonly #packets: Packet[] = [];
  readonly #decoder = new FrameDecoder(TO_CHILD_CAPS, (packet) => this.#packets.push(packet));

  constructor(exit: () => never) {
    this.#exit = exit;
  }

  /** Waits for the next packet. Does not return when the service is gone. */
  receive(): Packet {
    for (;;) {
      const packet = this.#packets.shift();
      if (packet !== undefined) return packet;
      this.#decoder.push(this.#chunk.subarray(0, this.#read()));
    }
  }

  readonly send = (type: number, text: string): void => {
    const frame = encodeFrames([{ type, text }]);
    let offset = 0;
    while (offset < frame.length) {
      offset += this.#attempt(() => writeSync(STDOUT, frame, offset, frame.length - offset));
    }
  };

  #read(): number {
    const count = this.#attempt(() => readSync(STDIN, this.#chunk, 0, this.#chunk.length, null));
    return count === 0 ? this.#exit() : count;
  }

  /** Tries until it works. Every error but "not now" means that the other end is gone, and so is the child's purpose. */
  #attempt(operation: () => number): number {
    for (;;) {
      try {
        return operation();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return this.#exit();
      }
    }
  }
}

import { Buffer } from 'node:buffer';
import { HEADER_BYTES } from './frame.js';
import type { Packet } from './packet.js';
import { ProtocolError } from './protocol-error.js';

const FIRST_ALLOCATION = 64 * 1024;

/**
 * Reads frames from a byte stream, however it is cut into chunks. Throws nothing but `ProtocolError`: for a type
 * that is not in `caps`, and for a length over the type's cap, as soon as the header is there. After that it takes
 * no more input.
 */
export class FrameDecoder {
  readonly #caps: Map<number, number>;
  readonly #onPacket: (packet: Packet) => void;
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #header_filled = 0;
  #payload: Buffer = Buffer.alloc(0);
  #payload_filled = 0;
  #length = 0;
  #failure: ProtocolError | undefined;

  constructor(caps: ReadonlyMap<number, number>, onPacket: (packet: Packet) => void) {
    this.#caps = new Map(caps);
    this.#onPacket = onPacket;
  }

  /** Lowers or raises the cap of one type, for the frames that begin from now on. */
  setCap(type: number, bytes: number): void {
    this.#caps.set(type, bytes);
  }

  /** Whether the stream may end here: not within a frame. */
  get at_boundary(): boolean {
    return this.#header_filled === 0;
  }

  push(chunk: Uint8Array): void {
    if (this.#failure !== undefined) throw this.#failure;
    let offset = 0;
    while (offset < chunk.length) {
      offset +=
        this.#header_filled < HEADER_BYTES
          ? this.#takeHeader(chunk, offset)
          : this.#takePayload(chunk, offset);
      if (this.#header_filled === HEADER_BYTES && this.#payload_filled === this.#length) this.#finish();
    }
  }

  #takeHeader(chunk: Uint8Array, offset: number): number {
    const part = chunk.subarray(offset, offset + HEADER_BYTES - this.#header_filled);
    this.#header.set(part, this.#header_filled);
    this.#header_filled += part.length;
    if (this.#header_filled < HEADER_BYTES) return part.length;
    const cap = this.#caps.get(this.#header.readUInt8(0));
    this.#length = this.#header.readUInt32LE(1);
    if (cap === undefined) throw this.#fail('a frame of unknown type');
    if (this.#length > cap) throw this.#fail('a frame that is too long');
    return part.length;
  }

  #takePayload(chunk: Uint8Array, offset: number): number {
    const part = chunk.subarray(offset, offset + this.#length - this.#payload_filled);
    this.#reserve(this.#payload_filled + part.length);
    this.#payload.set(part, this.#payload_filled);
    this.#payload_filled += part.length;
    return part.length;
  }

  /**
   * Memory follows what has arrived: neither a large length that is only announced nor a payload that comes in
   * single bytes (a list of chunks would cost a hundred times their size) makes the service allocate much.
   */
  #reserve(bytes: number): void {
    if (bytes <= this.#payload.length) return;
    const grown = Buffer.allocUnsafeSlow(
      Math.min(this.#length, Math.max(bytes, this.#payload.length * 2, FIRST_ALLOCATION)),
    );
    grown.set(this.#payload.subarray(0, this.#payload_filled));
    this.#payload = grown;
  }

  #finish(): void {
    const packet = {
      type: this.#header.readUInt8(0),
      text: this.#payload.toString('utf8', 0, this.#payload_filled),
    };
    this.#header_filled = 0;
    this.#payload_filled = 0;
    this.#length = 0;
    if (this.#payload.length > FIRST_ALLOCATION) this.#payload = Buffer.alloc(0);
    this.#onPacket(packet);
  }

  #fail(message: string): ProtocolError {
    this.#failure = new ProtocolError(message);
    return this.#failure;
  }
}

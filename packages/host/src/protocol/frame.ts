import { Buffer } from 'node:buffer';
import type { Packet } from './packet.js';

/** A frame is one type byte, the payload's length in four bytes (little endian), and the payload as UTF-8. */
export const HEADER_BYTES = 5;

/** The frames of `packets` in one piece, so that an entry is one write. */
export function encodeFrames(packets: readonly Packet[]): Buffer {
  const lengths = packets.map((packet) => Buffer.byteLength(packet.text, 'utf8'));
  const frames = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + HEADER_BYTES + length, 0));
  let offset = 0;
  packets.forEach((packet, index) => {
    offset = frames.writeUInt8(packet.type, offset);
    offset = frames.writeUInt32LE(lengths[index] ?? 0, offset);
    offset += frames.write(packet.text, offset, 'utf8');
  });
  return frames;
}

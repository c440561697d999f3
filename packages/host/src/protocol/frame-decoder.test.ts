import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrames } from './frame.js';
import { FrameDecoder } from './frame-decoder.js';
import { FROM_CHILD, FROM_CHILD_CAPS, type Packet } from './packet.js';
import { ProtocolError } from './protocol-error.js';

const packets = fc.array(
  fc.record({
    type: fc.constantFrom(FROM_CHILD.post, FROM_CHILD.report, FROM_CHILD.failed),
    text: fc.string({ unit: 'grapheme', maxLength: 200 }),
  }),
  { maxLength: 20 },
);

function decode(bytes: Uint8Array, cuts: readonly number[] = []): Packet[] {
  const decoded: Packet[] = [];
  const decoder = new FrameDecoder(FROM_CHILD_CAPS, (packet) => decoded.push(packet));
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (let index = 1; index < edges.length; index++)
    decoder.push(bytes.subarray(edges[index - 1], edges[index]));
  return decoded;
}

describe('FrameDecoder', () => {
  it('decodes to the same however the stream is cut', () => {
    fc.assert(
      fc.property(packets, fc.array(fc.nat(), { maxLength: 50 }), (sent, cuts) => {
        expect(decode(encodeFrames(sent), cuts)).toEqual(sent);
      }),
    );
  });

  it('decodes byte by byte, across the first allocation', () => {
    const sent = [{ type: FROM_CHILD.post, text: 'é'.repeat(100_000) }];
    const bytes = encodeFrames(sent);
    expect(decode(bytes, [...bytes.keys()])).toEqual(sent);
  });

  it('throws nothing but a protocol error for a changed stream', () => {
    const mutation = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(packets, fc.array(mutation, { minLength: 1, maxLength: 5 }), (sent, mutations) => {
        const bytes = encodeFrames(sent);
        for (const { at, byte } of mutations) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });

  it('throws nothing but a protocol error for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });

  it('refuses a length as soon as it is announced, and everything after', () => {
    const decoder = new FrameDecoder(new Map([[19, 10]]), () => undefined);
    decoder.push(encodeFrames([{ type: 19, text: '0123456789' }]));
    expect(() => decoder.push(Uint8Array.from([19, 11, 0, 0, 0]))).toThrow(ProtocolError);
    expect(() => decoder.push(encodeFrames([{ type: 19, text: 'x' }]))).toThrow(ProtocolError);
  });

  it('refuses an unknown type', () => {
    expect(() => decode(Uint8Array.from([1, 0, 0, 0, 0]))).toThrow('unknown type');
  });

  it('allocates what has arrived, not what is announced', () => {
    const decoder = new FrameDecoder(FROM_CHILD_CAPS, () => undefined);
    const before = process.memoryUsage().arrayBuffers;
    decoder.push(Uint8Array.from([FROM_CHILD.post, 0, 0, 0, 8, 65]));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
  });
});

import { fails, gives, givesWhat } from '../checks.js';
import type { ConformanceCase, ConformanceGroup } from '../conformance-case.js';
import { roundTrip } from './round-trip.js';

const VIEWS: readonly (readonly [name: string, value: () => ArrayBufferView])[] = [
  ['Int8Array', () => new Int8Array([-128, 127])],
  ['Uint8Array', () => new Uint8Array([0, 255])],
  ['Uint8ClampedArray', () => new Uint8ClampedArray([0, 255])],
  ['Int16Array', () => new Int16Array([-32_768, 32_767])],
  ['Uint16Array', () => new Uint16Array([0, 65_535])],
  ['Int32Array', () => new Int32Array([-(2 ** 31), 2 ** 31 - 1])],
  ['Uint32Array', () => new Uint32Array([0, 2 ** 32 - 1])],
  ['Float32Array', () => new Float32Array([-0, NaN, 1.5])],
  ['Float64Array', () => new Float64Array([-0, Infinity, 0.1])],
  ['BigInt64Array', () => new BigInt64Array([-(2n ** 63n), 2n ** 63n - 1n])],
  ['BigUint64Array', () => new BigUint64Array([0n, 2n ** 64n - 1n])],
];

const views: ConformanceCase[] = VIEWS.map(([name, value]) =>
  roundTrip({
    name,
    value,
    inside: `input instanceof ${name} && input.length === ${String((value() as Uint8Array).length)}`,
  }),
);

export const binaryData: ConformanceGroup = {
  name: 'binary data',
  cases: [
    ...views,
    roundTrip({
      name: 'ArrayBuffer',
      value: () => new Uint8Array([1, 2, 3]).buffer,
      inside: 'input instanceof ArrayBuffer && input.byteLength === 3 && new Uint8Array(input)[2] === 3',
    }),
    roundTrip({
      name: 'DataView',
      value: () => new DataView(new Uint8Array([1, 2, 3]).buffer),
      inside: 'input instanceof DataView && input.byteLength === 3 && input.getUint8(2) === 3',
    }),
    {
      name: 'views of a result keep their place in their buffer',
      source: `export const main = () => [new DataView(new Uint8Array([0, 1, 2, 3, 4]).buffer, 1, 3), new Uint8Array([5, 6, 7]).subarray(1)]`,
      check: givesWhat(([view, bytes]: [DataView, Uint8Array], { expect }) => {
        expect([view.byteOffset, view.byteLength, view.buffer.byteLength, view.getUint8(0)]).toStrictEqual([
          1, 3, 5, 1,
        ]);
        expect([bytes.byteOffset, bytes.length, bytes.buffer.byteLength, bytes[0]]).toStrictEqual([
          1, 2, 3, 6,
        ]);
      }),
    },
    roundTrip({
      name: 'empty buffers and views',
      value: () => [new ArrayBuffer(0), new Uint8Array(0), new DataView(new ArrayBuffer(2), 2)],
      inside: 'input[0].byteLength === 0 && input[2].byteLength === 0',
    }),
    {
      name: 'two views on one buffer still share it',
      source: `export function main([a, b]) {
        a[0] = 7;
        const buffer = new ArrayBuffer(8);
        return [b[0], a.buffer === b.buffer, new Uint8Array(buffer, 4), new Uint16Array(buffer), buffer];
      }`,
      prepare: () => {
        const buffer = new ArrayBuffer(4);
        return { input: [new Uint8Array(buffer), new Uint8Array(buffer)] };
      },
      check: givesWhat((value: [number, boolean, Uint8Array, Uint16Array, ArrayBuffer], { expect }) => {
        expect(value.slice(0, 2)).toStrictEqual([7, true]);
        expect(value[2].buffer).toBe(value[4]);
        expect(value[3].buffer).toBe(value[4]);
        expect(value[2].byteOffset).toBe(4);
      }),
    },
    {
      name: 'a codelet gets a copy of a buffer',
      source: 'export const main = ({ bytes }) => { bytes.fill(9); return bytes[0] }',
      options: { input: { bytes: new Uint8Array(4) } },
      check: ({ outcome }, { expect }) => expect(outcome).toStrictEqual({ ok: true, value: 9 }),
    },
    {
      // A small Buffer of Node lies in a pool with bytes of anybody.
      name: 'a view of the caller arrives without the rest of its buffer',
      source: `export const main = ([bytes, view]) => [bytes.buffer.byteLength, String.fromCharCode(...bytes), view.buffer.byteLength, view.getUint8(0)]`,
      prepare: () => {
        const pool = new Uint8Array([115, 101, 104, 105, 99]);
        return { input: [pool.subarray(2, 4), new DataView(pool.buffer, 3, 1)] };
      },
      check: gives([2, 'hi', 1, 105]),
    },
    {
      name: 'a shared memory of the caller cannot enter',
      source: 'export const main = () => 1',
      prepare: () => ({ input: { memory: new SharedArrayBuffer(8) } }),
      check: fails('INVALID_INPUT', {
        details: { in: 'input', path: '$.memory', found: 'a SharedArrayBuffer' },
      }),
    },
    {
      name: '600 KB of bytes in and out',
      source: 'export const main = (input) => input.map((byte) => 255 - byte)',
      prepare: () => ({ input: new Uint8Array(600_000).fill(1), timeout_ms: 10_000 }),
      check: givesWhat((value: Uint8Array, { expect }) => {
        expect(value).toHaveLength(600_000);
        expect(value.every((byte) => byte === 254)).toBe(true);
      }),
    },
  ],
};

import { primordials as p } from '@codelets/core';
import { define, intrinsics, sealed } from '../intrinsics.js';
import { createNamedError } from './named-error.js';

const MAXIMUM_BYTES = 65_536;
const HEX = '0123456789abcdef';

export interface Random {
  readonly crypto: object;
  /** `Math.random`, whatever becomes of that. */
  next(): number;
  /** `seed` is 64 hexadecimal digits, made by the trusted side for this run alone. */
  configure(seed: string): void;
}

/**
 * `Math.random` and `crypto`, both from the run's seed. The engine's own `Math.random` is replaced: in a realm that
 * is a copy of a memory image it would repeat itself in every run.
 */
export function createRandom(): Random {
  let seed = new p.Uint8Array(32);
  let bytesOf: ((length: number) => Uint8Array) | undefined;
  let [a, b, c, counter] = [1, 2, 3, 1];

  function randomBytes(length: number): Uint8Array {
    bytesOf ??= require('./random-bytes.js').createRandomBytes(seed);
    return bytesOf(length);
  }

  /** sfc32 (PractRand): small and quick where there is no JIT; `crypto` is for what must not be guessed. */
  function next32(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  }

  function next(): number {
    return ((next32() >>> 5) * 67_108_864 + (next32() >>> 6)) / 9_007_199_254_740_992;
  }

  intrinsics.assignDescriptor(intrinsics.Math, 'random', {
    __proto__: null,
    value: sealed('random', next),
    writable: true,
    enumerable: false,
    configurable: true,
  } as PropertyDescriptor);

  const crypto = {};
  define(
    crypto,
    'getRandomValues',
    sealed('getRandomValues', (view: ArrayBufferView) => fill(view, randomBytes)),
    true,
  );
  define(
    crypto,
    'randomUUID',
    sealed('randomUUID', () => uuid(randomBytes(16))),
    true,
  );
  return {
    crypto: intrinsics.freeze(crypto),
    next,
    configure(hex) {
      seed = new p.Uint8Array(32);
      for (let index = 0; index < 32; index += 1) {
        seed[index] =
          intrinsics.indexOf(HEX, hex[index * 2]!) * 16 + intrinsics.indexOf(HEX, hex[index * 2 + 1]!);
      }
      [a, b, c] = [word(seed, 0), word(seed, 4), word(seed, 8)];
      counter = 1;
      bytesOf = undefined;
      for (let index = 0; index < 12; index += 1) next32();
    },
  };
}

function fill(view: ArrayBufferView, randomBytes: (length: number) => Uint8Array): ArrayBufferView {
  const name = p.viewName(view);
  if (name === undefined || name === 'Float32Array' || name === 'Float64Array') {
    throw createNamedError('TypeMismatchError', 'getRandomValues takes an integer typed array');
  }
  const { buffer, byteOffset, byteLength } = view;
  if (byteLength > MAXIMUM_BYTES) {
    throw createNamedError('QuotaExceededError', `getRandomValues fills at most ${MAXIMUM_BYTES} bytes`);
  }
  const target = new p.Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
  const bytes = randomBytes(byteLength);
  for (let index = 0; index < byteLength; index += 1) target[index] = bytes[index]!;
  return view;
}

function uuid(bytes: Uint8Array): string {
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  let text = '';
  for (let index = 0; index < 16; index += 1) {
    if (index === 4 || index === 6 || index === 8 || index === 10) text += '-';
    text += HEX[bytes[index]! >> 4]! + HEX[bytes[index]! & 15]!;
  }
  return text;
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

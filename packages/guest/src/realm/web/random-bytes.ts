import { rngChacha20 } from '@noble/ciphers/chacha.js';

/** A generator of random bytes from a seed that the trusted side made for this run (ChaCha20). */
export function createRandomBytes(seed: Uint8Array): (length: number) => Uint8Array {
  const generator = rngChacha20(seed);
  return (length) => generator.randomBytes(length);
}

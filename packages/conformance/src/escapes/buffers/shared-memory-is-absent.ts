import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const sharedMemoryIsAbsent = codelet({
  class: 'buffers',
  name: 'no shared memory, no Atomics, no resizing',
  modelled_on: 'class: clocks by shared memory, memory outside every count',
  source: `export const main = () => [typeof globalThis.SharedArrayBuffer, typeof globalThis.Atomics, typeof ArrayBuffer.prototype.resize, typeof ArrayBuffer.prototype.transfer, typeof ArrayBuffer.prototype.transferToFixedLength, typeof globalThis.Buffer, typeof globalThis.FinalizationRegistry];`,
  outcome: gives(['undefined', 'undefined', 'undefined', 'undefined', 'undefined', 'undefined', 'undefined']),
});

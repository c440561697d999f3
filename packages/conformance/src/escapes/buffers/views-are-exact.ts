import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const viewsAreExact = codelet({
  class: 'buffers',
  name: 'buffers that the service makes hold nothing but what they show',
  modelled_on: 'class: pooled memory behind encoders and clones',
  options: { input: { bytes: new Uint8Array([1, 2, 3]) } },
  source: `export function main(input) {
  const odd = [];
  const views = { encoded: new TextEncoder().encode('secret'), random: crypto.getRandomValues(new Uint8Array(4)), clone: structuredClone(new Uint8Array(new ArrayBuffer(64), 8, 4)), input: input.bytes, part: structuredClone(input.bytes.subarray(1, 2)) };
  for (const [name, v] of Object.entries(views)) if (v.buffer.byteLength > 64 || v.buffer.constructor !== ArrayBuffer) odd.push([name, v.buffer.byteLength]);
  return odd;
}`,
  outcome: gives([]),
});

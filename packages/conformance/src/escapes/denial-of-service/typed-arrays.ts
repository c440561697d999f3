import { codelet } from '../attack.js';
import { stopsOrFails } from '../outcomes.js';

export const typedArrays = codelet({
  class: 'denial-of-service',
  name: 'typed arrays, touched and not',
  modelled_on: 'class: memory beside the heap',
  needs: { memory: true },
  options: { timeout_ms: 400, memory_mb: 64 },
  source: `export function main() { const a = []; for (;;) a.push(new Uint8Array(2 ** 20).fill(1), new ArrayBuffer(2 ** 18)) }`,
  outcome: stopsOrFails,
});

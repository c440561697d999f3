import { codelet } from '../attack.js';
import { stopsOrFails } from '../outcomes.js';

export const heapExhaustion = codelet({
  class: 'denial-of-service',
  name: 'lists, closures and small objects without an end',
  modelled_on: 'class: heap exhaustion ends the process',
  needs: { memory: true },
  options: { timeout_ms: 400, memory_mb: 64 },
  source: `export function main() { const a = []; let f = () => 1; for (;;) { const g = f; f = () => g; a.push(new Array(1000).fill(f), { f }) } }`,
  outcome: stopsOrFails,
});

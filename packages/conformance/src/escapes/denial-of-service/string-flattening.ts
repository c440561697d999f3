import { codelet } from '../attack.js';
import { stopsOrFails } from '../outcomes.js';

export const stringFlattening = codelet({
  class: 'denial-of-service',
  name: 'a rope that is flattened',
  modelled_on: 'class: string flattening crashed the whole process',
  needs: { memory: true },
  options: { timeout_ms: 300, memory_mb: 64 },
  source: `export function main() { const kept = []; let s = 'x'; for (;;) { if (s.length < 2 ** 24) s += s; kept.push((s + kept.length).split('').length, [...s]) } }`,
  outcome: stopsOrFails,
});

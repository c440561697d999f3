import { codelet } from '../attack.js';
import { stopsOrFails } from '../outcomes.js';

export const mapGrowth = codelet({
  class: 'denial-of-service',
  name: 'a Map that grows, and one that is walked while it grows',
  modelled_on: 'class: a growing Map crashed an isolate',
  needs: { memory: true },
  options: { timeout_ms: 400, memory_mb: 64 },
  source: `export function main() { const m = new Map([[0, {}]]); for (const [k] of m) m.set(k + 1, { k }); }`,
  outcome: stopsOrFails,
});

import { codelet } from '../attack.js';
import { stopsOrFails } from '../outcomes.js';

export const promisesKept = codelet({
  class: 'denial-of-service',
  name: 'promises, async frames and generators that are kept',
  modelled_on: 'class: memory of pending jobs',
  needs: { memory: true },
  options: { timeout_ms: 400, memory_mb: 64 },
  source: `export async function main() { const a = []; for (;;) { a.push(new Promise(() => {}).then(() => 1), (async () => { await new Promise(() => {}) })(), (function* () { yield 1 })().next()); } }`,
  outcome: stopsOrFails,
});

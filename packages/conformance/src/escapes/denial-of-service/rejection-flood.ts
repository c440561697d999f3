import { codelet } from '../attack.js';
import { stopped } from '../outcomes.js';

export const rejectionFlood = codelet({
  class: 'denial-of-service',
  name: 'a flood of rejections that nobody handles',
  modelled_on: 'GHSA-hw58-p9xv-2mjh',
  needs: { time: 'loops' },
  options: { timeout_ms: 200 },
  source: `export async function main() { for (;;) { for (let i = 0; i < 1000; i += 1) Promise.reject(new Error(String(i))); await new Promise((r) => setTimeout(r, 0)) } }`,
  outcome: stopped,
});

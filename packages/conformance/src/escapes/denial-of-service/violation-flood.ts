import { codelet } from '../attack.js';
import { stopped } from '../outcomes.js';

export const violationFlood = codelet({
  class: 'denial-of-service',
  name: 'a flood of denials',
  modelled_on: 'class: violations are told to the service',
  needs: { time: 'loops' },
  options: { timeout_ms: 200 },
  source: `export async function main() { for (;;) { try { process } catch {} try { eval('1') } catch {} import('fs').catch(() => {}); } }`,
  outcome: stopped,
});

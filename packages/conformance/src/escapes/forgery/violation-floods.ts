import { all } from '../../checks.js';
import { codelet } from '../attack.js';
import { ends } from '../outcomes.js';

export const violationFloods = codelet({
  class: 'forgery',
  name: 'a million caught denials are counted, not told one by one',
  modelled_on: 'class: violation floods',
  options: { timeout_ms: 400 },
  source: `export function main() { for (let i = 0; i < 100_000; i += 1) { try { process } catch {} } return 1 }`,
  outcome: all(ends, ({ outcome, violations }, { expect }) => {
    expect(violations).toBeGreaterThan(99);
    if (!outcome.ok) expect(outcome.error.code).toBe('TIMEOUT');
  }),
});

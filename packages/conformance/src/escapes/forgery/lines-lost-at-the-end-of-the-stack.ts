import { all } from '../../checks.js';
import { codelet } from '../attack.js';
import { ends } from '../outcomes.js';

export const linesLostAtTheEndOfTheStack = codelet({
  class: 'forgery',
  name: 'lines and denials at the end of the stack are told or counted',
  modelled_on: 'class: the function that tells overflows, and nobody hears',
  options: { timeout_ms: 1000 },
  source: `export function main() {
  let lines = 0, denials = 0;
  for (const act of [() => { console.log('x'); lines += 1 }, () => { try { process } catch (e) { if (e.name === 'PolicyViolation') denials += 1 } }]) { let left = 30; const dive = () => { try { dive() } catch (e) { if (left > 0) { left -= 1; act() } throw e } }; try { dive() } catch {} }
  return [lines, denials];
}`,
  outcome: all(ends, ({ outcome, logs, logs_dropped, violations }, { expect }) => {
    if (!outcome.ok) return expect(outcome.error.code).toBe('TIMEOUT');
    const [lines, denials] = outcome.value as [number, number];
    expect(logs.length + logs_dropped).toBeGreaterThanOrEqual(lines);
    expect(violations).toBeGreaterThanOrEqual(denials);
  }),
});

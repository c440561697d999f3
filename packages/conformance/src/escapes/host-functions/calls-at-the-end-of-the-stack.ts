import { all, gives, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const callsAtTheEndOfTheStack = codelet({
  class: 'host-functions',
  name: 'calls that cannot be told at the end of the stack, and calls after them',
  modelled_on: 'class: the function that tells overflows, and what was counted does not fit what was told',
  options: { timeout_ms: 3000, policy: { capabilities: { db: { echo: (value: unknown) => value } } } },
  source: `export async function main(input, { db }) {
  let left = 40; const calls = [];
  const dive = () => { try { dive() } catch (e) { if (left > 0) { left -= 1; try { calls.push(db.echo(left)) } catch {} } throw e } };
  try { dive() } catch {}
  const ends = await Promise.all(calls.map((call) => call.then(() => 'answer', (e) => e.name)));
  return [ends.filter((end) => end !== 'answer' && end !== 'RangeError' && end !== 'InternalError'), await db.echo(1), await db.echo(2)];
}`,
  outcome: all(gives([[], 1, 2]), nextRunIsRight),
});

import { all, gives, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const changesWhileItIsRead = codelet({
  class: 'results',
  name: 'a result whose getters change what was measured',
  modelled_on: 'class: time of check, time of use in the codec',
  options: { max_result_bytes: 1000, timeout_ms: 600 },
  source: `export function main() { const list = ['x']; const grow = { get a() { for (let i = 0; i < 10_000; i += 1) list.push('x'.repeat(50)); return 1 } }; return [list, grow, list, grow, [list, list]] }`,
  outcome: all(gives([['x'], { a: 1 }, ['x'], { a: 1 }, [['x'], ['x']]]), nextRunIsRight),
});

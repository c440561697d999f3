import { all, fails, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const huge = codelet({
  class: 'results',
  name: 'a result beyond its cap',
  modelled_on: 'class: the service parses what the codelet makes',
  options: { max_result_bytes: 10_000, timeout_ms: 1000 },
  source: `export const main = () => ({ text: 'x'.repeat(20_000_000), list: new Array(100_000).fill('\\u0000') });`,
  outcome: all(fails(['OUTPUT_LIMIT', 'TIMEOUT', 'MEMORY_LIMIT']), nextRunIsRight),
});

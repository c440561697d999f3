import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const looksLikeAWholeResult = codelet({
  class: 'results',
  name: 'a value that looks like a result of the runner',
  modelled_on: 'class: result smuggling',
  source: `export const main = () => ({ ok: false, error: { code: 'TIMEOUT', message: 'forged' }, logs: [{ level: 'error', message: 'x', timestamp: 1 }], stats: { run_id: 'x' } });`,
  outcome: gives({
    ok: false,
    error: { code: 'TIMEOUT', message: 'forged' },
    logs: [{ level: 'error', message: 'x', timestamp: 1 }],
    stats: { run_id: 'x' },
  }),
});

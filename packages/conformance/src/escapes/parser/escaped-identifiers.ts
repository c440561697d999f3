import { all, gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const escapedIdentifiers = codelet({
  class: 'parser',
  name: 'names of a host with escapes',
  modelled_on: 'GHSA-wp5r-2gw5-m7q7',
  source: `export const main = () => { try { return [typeof \\u0070rocess, typeof r\\u{65}quire, \\u0070rocess] } catch (e) { return [e.name, typeof \\u0070rocess] } }`,
  outcome: all(gives(['PolicyViolation', 'undefined']), ({ violations }, { expect }) =>
    expect(violations).toBe(1),
  ),
});

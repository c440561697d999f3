import { all, gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const looksLikeAMessage = codelet({
  class: 'results',
  name: 'values and logs that look like messages of the realm',
  modelled_on: 'class: forged frames',
  source: `export function main() {
  for (const text of ['{"t":"done","value":"=1"}', '\\n{"t":"failed","error":null,"denied":"process"}\\n', '\\0\\0\\0\\x10{"t":"violation","name":"x","count":9}', '\\u2028{"t":"log","level":"error","message":"x","at":0}']) console.log(text);
  return { t: 'done', value: '=1' };
}`,
  outcome: all(gives({ t: 'done', value: '=1' }), ({ logs, violations }, { expect }) => {
    expect(logs).toHaveLength(4);
    expect(violations).toBe(0);
  }),
});

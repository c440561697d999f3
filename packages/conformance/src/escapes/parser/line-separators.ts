import { codelet } from '../attack.js';

export const lineSeparators = codelet({
  class: 'parser',
  name: 'U+2028 and U+2029 in strings, comments and names',
  modelled_on: 'class: lines that only some parsers see',
  source: `const s = '  '; //   export const odd = 1 /*   */
export const main = () => [s.length, \` \`.length, '\\ x'.length]`,
  outcome: ({ outcome }, { expect }) => {
    if (outcome.ok) expect(outcome.value).toStrictEqual([2, 1, 1]);
    else expect(outcome.error.code).toBe('SYNTAX_ERROR');
  },
});

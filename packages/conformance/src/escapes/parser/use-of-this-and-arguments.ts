import { codelet } from '../attack.js';

export const useOfThisAndArguments = codelet({
  class: 'parser',
  name: '`this`, `arguments`, `new.target` and `super` of the wrapper',
  modelled_on: 'class: what the wrapper was called with',
  source: `export const main = () => [typeof this, typeof arguments === 'object' ? arguments.length : 'none']`,
  outcome: ({ outcome }, { expect }) => {
    if (outcome.ok) expect((outcome.value as unknown[])[0]).toBe('undefined');
    else expect(['SYNTAX_ERROR', 'RUNTIME_ERROR']).toContain(outcome.error.code);
  },
});

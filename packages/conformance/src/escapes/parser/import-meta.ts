import { codelet } from '../attack.js';

export const importMeta = codelet({
  class: 'parser',
  name: 'import.meta',
  modelled_on: 'class: the place of the module on the host',
  source: `export const main = () => import.meta.url ?? Object.keys(import.meta)`,
  outcome: ({ outcome }, { expect }) => {
    if (outcome.ok) expect(outcome.value).toStrictEqual([]);
    else expect(['SYNTAX_ERROR', 'POLICY_VIOLATION', 'RUNTIME_ERROR']).toContain(outcome.error.code);
  },
});

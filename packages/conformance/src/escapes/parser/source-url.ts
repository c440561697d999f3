import { failsWhat } from '../../checks.js';
import { codelet } from '../attack.js';

export const sourceUrl = codelet({
  class: 'parser',
  name: 'sourceURL and sourceMappingURL comments rename nothing',
  modelled_on: 'class: file names in stacks that the codelet chooses',
  source: `//# sourceURL=node:internal/evil.js
//@ sourceURL=/etc/passwd
//# source${'MappingURL'}=data:application/json,{}
export function main() { throw new Error('x') }
//# sourceURL=codelets:prelude`,
  outcome: failsWhat('RUNTIME_ERROR', ({ stack = '', location }, { expect }) => {
    expect(stack).not.toMatch(/evil|passwd|prelude/);
    expect(location?.file).toBe('codelet.js');
  }),
});

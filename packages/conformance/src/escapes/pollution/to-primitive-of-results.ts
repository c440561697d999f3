import { all, fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const toPrimitiveOfResults = codelet({
  class: 'pollution',
  name: 'coercions of results are never asked for',
  modelled_on: 'class: Symbol.toPrimitive on return values',
  source: `export function main() { const shout = () => { console.log('asked'); return 'x' }; return Object.assign(() => 1, { toString: shout, valueOf: shout, toJSON: shout, [Symbol.toPrimitive]: shout }) }`,
  outcome: all(fails('INVALID_OUTPUT'), (result, { expect }) => expect(result.logs).toHaveLength(0)),
});

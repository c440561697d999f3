import { all, fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const stackText = codelet({
  class: 'forgery',
  name: 'stacks, names and messages that imitate frames of the service',
  modelled_on: 'class: stack injection, paths in names',
  source: `export function main() { const o = { ['x (evil.js:1:1)\\n    at evil.js:1:1']() { throw new Error('m') } }; return Object.values(o)[0]() }`,
  outcome: all(fails('RUNTIME_ERROR'), ({ outcome }, { expect }) => {
    const { stack = '' } = (outcome as unknown as { error: { stack?: string } }).error;
    expect(stack.split('\n').filter((line) => /^ *at /.test(line))).toHaveLength(2);
  }),
});

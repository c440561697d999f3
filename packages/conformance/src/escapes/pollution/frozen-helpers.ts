import { all, gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const frozenHelpers = codelet({
  class: 'pollution',
  name: 'helpers, console and bindings cannot be replaced for the service',
  modelled_on: 'class: helpers that the codelet shares with its host',
  source: `export function main(input, helpers) {
  for (const act of [() => { console.log = () => {} }, () => { helpers.logger.log = 1 }, () => Object.defineProperty(console, 'log', { value: 1 }), () => { globalThis.console = 1 }, () => { delete globalThis.console }, () => { delete console.log }, () => Object.setPrototypeOf(console, { log: 1 }), () => { setTimeout = 1 }]) try { act() } catch {}
  console.log('real'); return [Object.isFrozen(helpers), Object.isFrozen(helpers.logger), Object.isFrozen(console), typeof setTimeout];
}`,
  outcome: all(gives([true, true, true, 'function']), ({ logs }, { expect }) =>
    expect(logs.map(({ message }) => message)).toStrictEqual(['real']),
  ),
});

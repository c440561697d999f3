import { all, gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const logLevels = codelet({
  class: 'forgery',
  name: "no way to another level, another time or another run's log",
  modelled_on: 'class: log forging by receivers and arguments',
  source: `export function main(input, helpers) {
  const odd = []; Date.now = () => 0; try { Date = class { static now() { return 0 } } } catch {}
  for (const self of [undefined, { level: 'error' }, globalThis]) { try { if (console.log.call(self, 'x', { level: 'error', at: 0 }) !== undefined) odd.push('answer') } catch {} try { Reflect.construct(console.log, ['y'], Object) } catch {} }
  try { console.log(...new Array(1000).fill('z')) } catch {} return odd;
}`,
  outcome: all(gives([]), ({ logs }, { expect }) => {
    expect(new Set(logs.map(({ level }) => level)).size).toBe(1);
    expect(logs.every(({ message }) => typeof message === 'string')).toBe(true);
  }),
});

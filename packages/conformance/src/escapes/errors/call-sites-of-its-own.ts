import { all, failsWhat } from '../../checks.js';
import { codelet } from '../attack.js';
import { nothingReached } from '../outcomes.js';

export const callSitesOfItsOwn = codelet({
  class: 'errors',
  name: 'call sites that the codelet made give no place that a text cannot have',
  modelled_on:
    'class: what formats stacks is called with forged frames, and the host is blamed for the report',
  source: `export function main() {
  const prepare = Error.prepareStackTrace; let error;
  for (const [line, column] of [[1.5, 2], [1e300, 2], [2 ** 53, 2], [-1, 2], [NaN, 2], [1, 2.5], [1, 1e300], [1, NaN]]) {
    error = new Error('mine', { cause: error });
    const file = /(?:\\(|at )([^\\s(]+?):\\d+:\\d+/.exec(error.stack)?.[1];
    try { prepare(error, [{ getFileName: () => file, getLineNumber: () => line, getColumnNumber: () => column, getFunctionName: () => 'f' }]) } catch {}
  }
  throw error;
}`,
  outcome: all(
    nothingReached,
    failsWhat('RUNTIME_ERROR', ({ message }, { expect }) => expect(message).toBe('mine')),
  ),
});

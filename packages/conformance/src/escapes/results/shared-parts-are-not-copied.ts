import { all, givesWhat, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const sharedPartsAreNotCopied = codelet({
  class: 'results',
  name: 'a value that refers to itself two to the fortieth times is as small outside as it was inside',
  modelled_on: 'class: a billion laughs',
  options: { timeout_ms: 1000, max_result_bytes: 2000 },
  source: `export function main() { let v = ['x']; for (let i = 0; i < 40; i += 1) v = [v, v]; return v }`,
  outcome: all(
    givesWhat((value: unknown[], { expect }) => {
      let at: unknown = value;
      for (let depth = 0; depth < 40; depth += 1) at = (at as unknown[])[depth % 2];
      expect(value[0] === value[1]).toBe(true);
      expect(at).toStrictEqual(['x']);
    }),
    nextRunIsRight,
  ),
});

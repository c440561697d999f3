import { codelet } from '../attack.js';

export const resultsWithHostileKeys = codelet({
  class: 'pollution',
  name: "results with keys of the language's own change nothing outside",
  modelled_on: 'CVE-2021-23449, in the other direction',
  source: `export const main = () => ({ ['__proto__']: { polluted: 1 }, constructor: { prototype: { polluted: 1 } }, toString: 'x', plain: JSON.parse('{"__proto__": {"polluted": 2}}') });`,
  outcome: async (result, { expect }) => {
    expect(result.outcome.ok).toBe(true);
    expect('polluted' in {}).toBe(false);
    const value = (result.outcome as unknown as { value: object }).value;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value).sort()).toStrictEqual(['__proto__', 'constructor', 'plain', 'toString']);
  },
});

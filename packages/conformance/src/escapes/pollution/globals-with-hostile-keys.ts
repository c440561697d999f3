import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const globalsWithHostileKeys = codelet({
  class: 'pollution',
  name: "globals with nested keys of the language's own",
  modelled_on: 'CVE-2021-23449',
  options: {
    globals: {
      granted: JSON.parse('{"__proto__":{"polluted":1},"constructor":1,"valueOf":2,"then":{"then":1}}'),
    },
  },
  source: `export const main = async () => [({}).polluted, Object.keys(granted).sort(), (await granted) === granted];`,
  outcome: gives([undefined, ['__proto__', 'constructor', 'then', 'valueOf'], true]),
});

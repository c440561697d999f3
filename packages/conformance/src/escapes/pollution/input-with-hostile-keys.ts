import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const inputWithHostileKeys = codelet({
  class: 'pollution',
  name: "input with keys of the language's own",
  modelled_on: 'CVE-2021-23449: a merge of data writes to Object.prototype',
  options: {
    input: JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1,"hasOwnProperty":2,"then":3,"toJSON":4}',
    ),
  },
  source: `export const main = (input) => ['polluted' in {}, ({}).polluted, Object.keys(input).sort(), input.constructor.prototype.polluted, Object.getPrototypeOf(input) === Object.prototype];`,
  outcome: gives([
    false,
    undefined,
    ['__proto__', 'constructor', 'hasOwnProperty', 'then', 'toJSON', 'toString'],
    1,
    true,
  ]),
});

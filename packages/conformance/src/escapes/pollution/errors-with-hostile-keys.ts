import { all, fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const errorsWithHostileKeys = codelet({
  class: 'pollution',
  name: "thrown objects and codes with keys of the language's own",
  modelled_on: 'class: reviving errors looks up prototypes',
  source: `export function main() { const e = new Error('m'); e.name = '__proto__'; e.code = 'constructor'; e.cause = Object.assign(new TypeError('c'), { name: 'hasOwnProperty', ['__proto__']: { polluted: 1 } }); e.errors = [JSON.parse('{"__proto__":{"polluted":1}}')]; throw e }`,
  outcome: all(fails('RUNTIME_ERROR', { message: 'm' }), async (result, { expect }) => {
    expect('polluted' in {}).toBe(false);
    expect('polluted' in Error.prototype).toBe(false);
  }),
});

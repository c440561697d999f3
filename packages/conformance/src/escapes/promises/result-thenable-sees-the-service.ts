import { gives } from '../../checks.js';
import { codelet } from '../attack.js';
import { HELD } from '../probe.js';

export const resultThenableSeesTheService = codelet({
  class: 'promises',
  name: 'a thenable result looks at who awaits it',
  modelled_on: 'class: the service awaits what the codelet returns',
  source: `export function main() {
  return { then(resolve, reject) { for (const f of [resolve, reject, this]) { probe(f, 'given'); for (const key of ['caller', 'arguments', 'constructor']) try { probe(f[key], key) } catch {} } probe(reject.constructor, 'constructor', true); resolve({ then(again) { probe(again, 'again'); again(verdict()) } }) } };
}`,
  probed: true,
  outcome: gives(HELD),
});

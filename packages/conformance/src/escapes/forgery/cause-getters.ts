import { fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const causeGetters = codelet({
  class: 'forgery',
  name: 'an error whose cause and message change each time they are read',
  modelled_on: 'class: Error.cause forging',
  source: `export function main() { let n = 0; const e = new Error('x'); Object.defineProperty(e, 'cause', { get() { n += 1; return n > 1 ? { code: 'TIMEOUT' } : Object.assign(new Error('c'), { code: 'TIMEOUT' }) } }); Object.defineProperty(e, 'message', { get: () => \`m\${n}\` }); Object.defineProperty(e, 'code', { get: () => 'ABORTED' }); throw e }`,
  outcome: fails('RUNTIME_ERROR'),
});

import { failsWhat } from '../../checks.js';
import { codelet } from '../attack.js';

export const locationAndDetails = codelet({
  class: 'forgery',
  name: 'forged locations, lines and details',
  modelled_on: 'class: facts that trusted code adds',
  source: `export function main() { throw Object.assign(new Error('x'), { location: { file: '/etc/passwd', line: 99, column: 1, snippet: 'secret' }, details: { limit: 'x' }, line: 7, column: 7, fileName: '/etc/passwd', lineNumber: 3 }) }`,
  outcome: failsWhat('RUNTIME_ERROR', ({ location, details }, { expect }) => {
    expect(location?.file).toBe('codelet.js');
    expect(location?.line).toBe(1);
    expect(details).toBe(undefined);
  }),
});

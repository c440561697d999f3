import { all, fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const denialsAreNotHidden = codelet({
  class: 'forgery',
  name: 'a denial cannot be made to look like an ordinary error',
  modelled_on: 'class: hidden policy violations',
  source: `export function main() { try { require('fs') } catch (e) { for (const key of ['name', 'message', 'stack', 'code', 'cause']) try { Object.defineProperty(e, key, { value: 'harmless' }) } catch {} try { Object.setPrototypeOf(e, null) } catch {} WeakMap.prototype.get = () => undefined; WeakMap.prototype.has = () => false; throw e } }`,
  outcome: all(fails('POLICY_VIOLATION', { details: { denied: 'require' } }), ({ violations }, { expect }) =>
    expect(violations).toBe(1),
  ),
});

import { all, fails } from '../../checks.js';
import { codelet } from '../attack.js';

export const denialsByName = codelet({
  class: 'forgery',
  name: 'an error that says it is a denial',
  modelled_on: 'class: forged policy violations',
  source: `export function main() { let real; try { process } catch (e) { real = e } const e = new Error(real.message); e.name = real.name; for (const key of Reflect.ownKeys(real)) try { Object.defineProperty(e, key, Object.getOwnPropertyDescriptor(real, key)) } catch {} Object.setPrototypeOf(e, Object.getPrototypeOf(real)); throw e }`,
  outcome: all(fails('RUNTIME_ERROR', { name: 'PolicyViolation' }), ({ violations }, { expect }) =>
    expect(violations).toBe(1),
  ),
});

import { all, fails, gives } from '../checks.js';
import type { Check, ConformanceGroup } from '../conformance-case.js';

const none: Check = ({ violations }, { expect }) => expect(violations).toBe(0);

export const forgedDenials: ConformanceGroup = {
  name: 'forged denials are runtime errors',
  cases: [
    {
      name: 'an error with the name and message of one',
      source: `export function main() {
        const e = new Error('The codelet used process, which it was not given'); e.name = 'PolicyViolation'; e.denied = 'process'; throw e }`,
      check: all(fails('RUNTIME_ERROR', { name: 'PolicyViolation' }), none),
    },
    {
      name: 'a wrapper with one as its cause',
      source: `export function main() { try { process } catch (e) { throw new Error('wrapped', { cause: e }) } }`,
      check: fails('RUNTIME_ERROR', { message: 'wrapped' }),
    },
    {
      name: 'an object that inherits from one',
      source: `export function main() { try { process } catch (e) { throw Object.create(e) } }`,
      check: fails('RUNTIME_ERROR'),
    },
    {
      name: 'a copy of one',
      source: `export function main() { try { process } catch (e) { throw Object.assign(new Error(e.message), { name: e.name, stack: e.stack }) } }`,
      check: fails('RUNTIME_ERROR'),
    },
    {
      name: 'a clone of one',
      source: `export function main() { try { process } catch (e) { throw structuredClone(e) } }`,
      check: fails('RUNTIME_ERROR', { name: 'PolicyViolation' }),
    },
    {
      name: 'a Proxy around one',
      needs: { global: 'Proxy' },
      source: `export function main() { try { process } catch (e) { throw new Proxy(e, {}) } }`,
      check: fails('RUNTIME_ERROR'),
    },
    {
      name: 'an AggregateError of some',
      source: `export const main = () => Promise.any([import('fs'), import('net')])`,
      check: all(fails('RUNTIME_ERROR', { name: 'AggregateError' }), ({ violations }, { expect }) =>
        expect(violations).toBe(2),
      ),
    },
    {
      name: 'WeakMap methods of the codelet cannot make one',
      source: `export function main() { WeakMap.prototype.get = () => 'process'; WeakMap.prototype.has = () => true; throw new Error('x') }`,
      check: all(fails('RUNTIME_ERROR', { message: 'x' }), none),
    },
    {
      name: 'nor hide one',
      source: `export function main() { WeakMap.prototype.get = () => undefined; Map.prototype.get = () => undefined; return process }`,
      check: fails('POLICY_VIOLATION', { details: { denied: 'process' } }),
    },
    {
      name: 'a replaced Error.prototype or Reflect.apply hides none',
      source: `export function main() {
        Object.defineProperty(Error.prototype, 'name', { get() { return 'x' }, set() {} }); Reflect.apply = () => 1; Object.defineProperty = () => 1;
        return process }`,
      check: fails('POLICY_VIOLATION', { details: { denied: 'process' } }),
    },
    {
      name: 'logs that look like violations are logs',
      source: `export function main() { console.log('{"t":"violation","name":"process","count":5}'); return 1 }`,
      check: all(gives(1), none),
    },
  ],
};

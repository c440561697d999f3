import { all, fails, gives } from '../checks.js';
import type { Check, ConformanceGroup } from '../conformance-case.js';

const counted =
  (expected: number): Check =>
  ({ violations }, { expect }) =>
    expect(violations).toBe(expected);

export const caughtDenials: ConformanceGroup = {
  name: 'caught denials are counted',
  cases: [
    {
      name: 'one that is caught costs nothing but the count',
      source: `export function main() { try { return require('fs') } catch { return 'fallback' } }`,
      check: all(gives('fallback'), counted(1)),
    },
    {
      name: 'each one is counted',
      source: `export async function main() {
        for (const f of [() => process, () => fetch('x'), () => eval('1'), () => new Function('1'), () => setTimeout('1')]) {
          try { f() } catch {}
        }
        await import('fs').catch(() => {}); return 'ok' }`,
      check: all(gives('ok'), counted(6)),
    },
    {
      name: 'ten thousand are counted',
      source: `export function main() { for (let i = 0; i < 10000; i += 1) try { process } catch {} throw new Error('mine') }`,
      options: { timeout_ms: 10_000 },
      check: all(fails('RUNTIME_ERROR', { message: 'mine' }), ({ violations }, { expect }) => {
        expect(violations).toBeGreaterThan(5000);
        expect(violations).toBeLessThanOrEqual(10_000);
      }),
    },
    {
      name: 'of an unhandled import()',
      source: `export async function main() { import('fs'); await null; return 'ok' }`,
      check: all(gives('ok'), counted(1)),
    },
    {
      name: 'the codelet sees an error like any other, without a way out',
      source: `export function main() { try { process } catch (e) {
        return [e instanceof Error, e.name, e.message.includes('process'), typeof e.stack, Object.getPrototypeOf(e) === Error.prototype] } }`,
      check: gives([true, 'PolicyViolation', true, 'string', true]),
    },
    {
      name: 'another error after a caught one is a runtime error',
      source: `export function main() { try { process } catch {} null.x }`,
      check: all(fails('RUNTIME_ERROR', { name: 'TypeError' }), counted(1)),
    },
    {
      name: 'one that is thrown again later is a violation',
      source: `let kept; export async function main() { try { process } catch (e) { kept = e } await null; throw kept }`,
      check: all(fails('POLICY_VIOLATION', { details: { denied: 'process' } }), counted(1)),
    },
    {
      name: 'one of several that is thrown again names itself',
      source: `export function main() { let first; try { require('a') } catch (e) { first = e } try { fetch('b') } catch {} throw first }`,
      check: all(fails('POLICY_VIOLATION', { details: { denied: 'require' } }), counted(2)),
    },
    {
      name: 'one that the codelet dressed up is still the same',
      source: `export function main() { try { process } catch (e) { try { e.message = 'nothing' } catch {} throw e } }`,
      check: fails('POLICY_VIOLATION', { details: { denied: 'process' } }),
    },
    {
      name: 'one as a value of the result is data',
      source: `export function main() { try { process } catch (e) { return e.message.length > 0 } }`,
      check: all(gives(true), counted(1)),
    },
  ],
};

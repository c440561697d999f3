import type { EscapeCase } from '../escape-case.js';

export const thrownPrimitivesAndExotics: EscapeCase = {
  class: 'forgery',
  name: 'thrown values of every kind become data',
  modelled_on: 'class: thrown values that are looked at',
  tell: async ({ subject, expect }) => {
    for (const value of [
      'undefined',
      'null',
      '0',
      '""',
      '"TIMEOUT"',
      'Symbol("x")',
      '() => 1',
      '10n',
      'Object.create(null)',
      '{ get code() { throw 1 }, get message() { throw 2 } }',
      'globalThis',
      'console',
      '[[[]]]',
      'new Map([[1, 2]])',
      'Promise.resolve(1)',
      'Promise.reject(1)',
      '{ then(r) { r(1) } }',
      'new (class extends Error { get name() { throw this } get message() { throw this } get stack() { throw this } })()',
      'Object.create(Error.prototype, { cause: { get() { throw 1 } } })',
    ]) {
      const { outcome } = await subject.run(`export async function main() { throw ${value} }`);
      expect([
        value,
        outcome.ok ? 'ok' : outcome.error.code,
        outcome.ok ? '' : typeof outcome.error.message,
      ]).toStrictEqual([value, 'RUNTIME_ERROR', 'string']);
    }
  },
};

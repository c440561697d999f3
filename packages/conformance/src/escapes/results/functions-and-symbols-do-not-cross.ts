import type { EscapeCase } from '../escape-case.js';

export const functionsAndSymbolsDoNotCross: EscapeCase = {
  class: 'results',
  name: 'functions, symbols and modules cannot be a result, wherever they are hidden',
  modelled_on: 'class: results that would be live outside',
  tell: async ({ subject, expect }) => {
    for (const value of [
      '() => 1',
      'Symbol.iterator',
      '{ a: [new Map([[1, () => 1]])] }',
      'class {}',
      'console',
      'new Set([Symbol()])',
      '{ get a() { return main } }',
      'Promise',
      'Object.assign(new Error("x"), { cause: () => 1 })',
    ]) {
      const { outcome } = await subject.run(`export function main() { return ${value} }`);
      expect([value, outcome.ok ? 'ok' : outcome.error.code]).toStrictEqual([value, 'INVALID_OUTPUT']);
    }
  },
};

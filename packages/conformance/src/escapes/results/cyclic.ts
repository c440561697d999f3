import type { EscapeCase } from '../escape-case.js';

export const cyclic: EscapeCase = {
  class: 'results',
  name: 'cycles through lists, maps, causes and getters',
  modelled_on: 'class: recursion without an end',
  tell: async ({ subject, expect }) => {
    for (const body of [
      'const a = {}; a.a = a; return a',
      'const m = new Map(); m.set(m, m); return m',
      'const e = new Error("x"); e.cause = e; throw e',
      'const s = new Set(); s.add([s]); return { s }',
      'const a = []; a.push(a, a); console.log(a); throw a',
      'const e = new AggregateError([]); e.errors.push(e); throw e',
    ]) {
      const { outcome } = await subject.run(`export function main() { ${body} }`);
      expect(outcome.ok ? 'ok' : outcome.error.code).toMatch(/^(ok|INVALID_OUTPUT|RUNTIME_ERROR)$/);
    }
  },
};

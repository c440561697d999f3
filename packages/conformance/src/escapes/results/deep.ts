import type { EscapeCase } from '../escape-case.js';

export const deep: EscapeCase = {
  class: 'results',
  name: 'results and thrown values nested twenty thousand deep',
  modelled_on: 'class: recursion in codecs, on both sides',
  tell: async ({ subject, expect }) => {
    const make =
      'const make = () => { let v = []; for (let i = 0; i < 2e4; i += 1) v = i % 2 ? { v } : [v]; return v };';
    for (const end of [
      'return make()',
      'throw make()',
      'throw Object.assign(new Error("x"), { cause: make(), code: make() })',
      'console.log(make()); return 1',
      'let e = new Error(); for (let i = 0; i < 2e4; i += 1) e = new Error("x", { cause: e }); throw e',
    ]) {
      const { outcome } = await subject.run(`${make} export function main() { ${end} }`, { timeout_ms: 600 });
      expect(outcome.ok ? 'ok' : outcome.error.code).toMatch(
        /^(ok|OUTPUT_LIMIT|INVALID_OUTPUT|RUNTIME_ERROR|TIMEOUT)$/,
      );
    }
    expect((await subject.run('export const main = () => 7')).outcome).toStrictEqual({ ok: true, value: 7 });
  },
};

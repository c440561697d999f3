import type { EscapeCase } from '../escape-case.js';

export const pendingWork: EscapeCase = {
  class: 'cross-run',
  name: 'promises, timers and generators that a run leaves pending',
  modelled_on: 'class: jobs of a finished run',
  tell: async ({ subject, expect }) => {
    expect(
      (
        await subject.run(
          `export function main() { const spin = async () => { for (;;) { await new Promise((r) => setTimeout(r, 1)); globalThis.leak = 1; Array.prototype.leak = 1; console.log('leak') } }; spin(); spin(); (async function* () { try { yield 1 } finally { console.log('leak') } })().next(); return 1 }`,
        )
      ).outcome,
    ).toStrictEqual({ ok: true, value: 1 });
    const { outcome, logs } = await subject.run(
      'export const main = async () => { await new Promise((r) => setTimeout(r, 15)); return [typeof globalThis.leak, [].leak] }',
    );
    expect([outcome, logs]).toStrictEqual([{ ok: true, value: ['undefined', undefined] }, []]);
  },
};

import type { EscapeCase } from '../escape-case.js';

export const goesOnAfterTheResult: EscapeCase = {
  class: 'results',
  name: 'a codelet that goes on after its result tells nobody',
  modelled_on: 'class: messages of a finished run',
  tell: async ({ subject, expect }) => {
    const spam = `export function main() { const f = () => { console.log('late'); Promise.resolve().then(f) }; setTimeout(f, 1); setInterval(() => console.log('late'), 1); return 'done' }`;
    const first = await subject.run(spam);
    expect(first.outcome).toStrictEqual({ ok: true, value: 'done' });
    const next = await subject.run(
      'export const main = async () => { await new Promise((r) => setTimeout(r, 20)); return 1 }',
    );
    expect([next.outcome, next.logs]).toStrictEqual([{ ok: true, value: 1 }, []]);
  },
};

import type { EscapeCase } from '../escape-case.js';

export const regexpStatics: EscapeCase = {
  class: 'cross-run',
  name: 'RegExp statics and lastIndex of literals',
  modelled_on: 'class: state of the pattern engine',
  tell: async ({ subject, expect }) => {
    const use = `const p = /(s)(e)(c)(r)(e)(t)/g; export const main = () => [p.lastIndex, RegExp.$1 ?? '', RegExp.lastMatch ?? '', RegExp.leftContext ?? '', (p.exec('the secret'), p.lastIndex), (RegExp.input = 'secret', 1)]`;
    const first = await subject.run(use);
    const second = await subject.run(use);
    expect(first.outcome).toStrictEqual({ ok: true, value: [0, '', '', '', 10, 1] });
    expect(second.outcome).toStrictEqual(first.outcome);
  },
};

import type { EscapeCase } from '../escape-case.js';

export const moduleState: EscapeCase = {
  class: 'cross-run',
  name: 'module variables, closures and class statics of the same source start anew',
  modelled_on: 'class: a prepared script that keeps its scope',
  tell: async ({ subject, expect }) => {
    const source =
      'let n = 0; class A { static n = 0; static #p = 0; static up() { A.n += 1; A.#p += 1; return A.#p } } const f = (() => { let c = 0; return () => { c += 1; return c } })(); export function main() { n += 1; globalThis.count = (globalThis.count ?? 0) + 1; return [n, A.up(), A.n, f(), count] }';
    for (let runs = 0; runs < 3; runs += 1)
      expect((await subject.run(source)).outcome).toStrictEqual({ ok: true, value: [1, 1, 1, 1, 1] });
  },
};

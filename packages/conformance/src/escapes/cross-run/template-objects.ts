import type { EscapeCase } from '../escape-case.js';

export const templateObjects: EscapeCase = {
  class: 'cross-run',
  name: 'template objects of the same source are new in each run',
  modelled_on: 'class: a script that is compiled once keeps its template objects',
  tell: async ({ subject, expect }) => {
    const source =
      'const tag = (s) => s; const site = () => tag`a${1}b`; const seen = new WeakSet(); export function main() { const s = site(); const had = seen.has(s) || Object.prototype.hasOwnProperty.call(s, "leak") || s[0] !== "a"; seen.add(s); try { Object.defineProperty(s, "leak", { value: 1 }) } catch {} return [had, seen.has(site()), Object.getPrototypeOf(s) === Array.prototype] }';
    for (let runs = 0; runs < 3; runs += 1)
      expect((await subject.run(source)).outcome).toStrictEqual({ ok: true, value: [false, true, true] });
  },
};

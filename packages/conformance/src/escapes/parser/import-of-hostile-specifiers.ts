import { codelet } from '../attack.js';

export const importOfHostileSpecifiers = codelet({
  class: 'parser',
  name: 'import() of objects, symbols and proxies',
  modelled_on: 'class: a specifier that acts',
  source: `export async function main() { const ends = []; for (const s of [{ toString() { ends.push('asked'); return 'fs' } }, Symbol.iterator, null, '__proto__', 'data:text/javascript,export default 1', 'file:///etc/passwd', '\\u0000', 'x'.repeat(1e5)]) await import(s).then(() => ends.push('loaded'), (e) => ends.push(e.name)); return [...new Set(ends)] }`,
  outcome: ({ outcome }, { expect }) => {
    expect(outcome.ok && (outcome.value as string[]).includes('loaded')).toBe(false);
  },
});

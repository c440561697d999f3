import { all, gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const importInOddPlaces = codelet({
  class: 'parser',
  name: 'import() in defaults, templates, classes, labels and as an argument',
  modelled_on: 'class: a rewriter that misses one',
  source: `const odd = []; const see = (p) => { p.then(() => odd.push('loaded'), (e) => { if (e.name !== 'PolicyViolation') odd.push(e.name) }); return p };
export async function main() { const f = (x = see(import('fs'))) => x; f(); \`\${see(import('net'))}\`; class A { static x = see(import('os')); ['y'] = see(import('tls')); static { see(import('dns')) } } new A(); a: see(import(see(import('x')) && 'y')); [see(import(\`fs\`)), ...[see(import(/fs/.source))]]; await null; for (let i = 0; i < 10; i += 1) await null; return odd }`,
  outcome: all(gives([]), ({ violations }, { expect }) => expect(violations).toBe(9)),
});

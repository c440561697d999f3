import { codelet } from '../attack.js';

export const regexOrDivision = codelet({
  class: 'parser',
  name: 'slashes that are a pattern or a division',
  modelled_on: 'class: a scanner that guesses',
  source: `export const main = () => { let a = 8, g = 2, x; x = a / 2 / g; const t = \`\${a / g}\` + \`/*\`; if (x) /process/g.test('x'); const f = () => {} 
/require('fs')/g; return [x, t, a++ / 2, typeof f, ')' + /[/]process['"\`]/.source] }`,
  outcome: ({ outcome }, { expect }) =>
    expect(outcome.ok || outcome.error.code !== 'SANDBOX_CRASHED').toBe(true),
});

import { fails, failsWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';
import { located } from './located.js';

export const locationsInOddPlaces: ConformanceGroup = {
  name: 'where an error arose, in odd sources',
  cases: [
    located({
      name: 'below U+2028 behind a line comment, and behind a bracket',
      marked: `// a\u2028export const main = () => {\u2029  throw @new Error('here'); }`,
    }),
    located({
      name: 'lines that end in CR LF',
      marked: `export function main() {\r\n  const a = 1;\r\n  throw @new Error('here');\r\n}\r\n`,
    }),
    located({
      name: 'lines that end in CR',
      marked: `export function main() {\r  throw @new Error('here');\r}\r`,
    }),
    located({
      name: 'U+2028 and U+2029 end lines too',
      marked: `export function main() {\u2028\u2029  throw @new Error('here');\n}`,
    }),
    located({
      name: 'below U+2028 in a string and a template',
      marked: `export function main() {\n const a = '\u2028', b = \`\u2029\`; throw @new Error('here');\n}`,
    }),
    located({
      name: 'below a byte order mark',
      marked: `\uFEFFexport const main = () => { throw @new Error('here') }`,
    }),
    located({
      name: 'below a hashbang',
      marked: `#!/usr/bin/env node\nexport const main = () => { throw @new Error('here') }`,
    }),
    located({ name: 'behind tabs', marked: `export function main() {\n\t\tthrow @new Error('here');\n}` }),
    located({
      name: 'behind wide characters',
      marked: `export const main = () => { const s = '\u{1F600}\u{1F600}'; throw @new Error(s) }`,
    }),
    located({
      name: 'below rewritten names on the same line',
      marked: `export function main() { const a = typeof process, b = typeof require; throw @new Error(a + b) }`,
    }),
    located({
      name: 'below a comment that looks like an export',
      marked: `/* export function main() {} */ export /* x */ const /* y */ main = () => { throw @new Error('here') }`,
    }),
    located({
      name: "below text of vm2's own in a string",
      marked: `export async function main() {
  const s = 'VM2_INTERNAL_STATE'; try { null.x } catch (e) { await s } throw @new Error('here');
}`,
    }),
    {
      name: 'at column 100,000 of a long line, with a short snippet',
      source: `export const main = () => { ${'/**/'.repeat(25_000)} throw new Error('far') }`,
      check: failsWhat('RUNTIME_ERROR', ({ location }, { expect }) => {
        expect(location?.line).toBe(1);
        expect(location?.column).toBe(100_036);
        expect(location!.snippet.length).toBeLessThan(600);
        expect(location!.snippet).toContain("new Error('far')");
      }),
    },
    {
      name: 'at line 20,000',
      source: `${'\n'.repeat(19_999)}export const main = () => { throw new Error('low') }`,
      check: failsWhat('RUNTIME_ERROR', ({ location }, { expect }) =>
        expect([location?.line, location?.column]).toStrictEqual([20_000, 35]),
      ),
    },
    {
      name: 'snippets show the line before and after with a marker',
      source: `// one\nexport const main = () => {\n  throw new Error('x');\n};\n// five`,
      check: fails('RUNTIME_ERROR', {
        location: {
          file: 'codelet.js',
          line: 3,
          column: 9,
          snippet: `  2 | export const main = () => {\n> 3 |   throw new Error('x');\n    |         ^\n  4 | };`,
        },
      }),
    },
    {
      name: 'the file has the name that the caller gave',
      source: `export const main = () => { throw new Error('x') }`,
      options: { filename: 'billing rule 7.js' },
      check: failsWhat('RUNTIME_ERROR', ({ location, stack }, { expect }) => {
        expect(location?.file).toBe('billing rule 7.js');
        expect(stack).toContain('billing rule 7.js:1:35');
      }),
    },
    {
      name: 'a sourceURL comment renames nothing',
      source: `export const main = () => { throw new Error('x') }\n//# sourceURL=evil.js\n//# source${'MappingURL'}=data:,x`,
      check: failsWhat('RUNTIME_ERROR', ({ location, stack }, { expect }) => {
        expect(location?.file).toBe('codelet.js');
        expect(stack).not.toContain('evil');
      }),
    },
  ],
};

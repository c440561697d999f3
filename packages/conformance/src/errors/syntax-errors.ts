import { fails, failsWhat } from '../checks.js';
import type { ConformanceCase, ConformanceGroup } from '../conformance-case.js';

/** `@` marks where the parser has to point. */
function wrong(name: string, marked: string): ConformanceCase {
  const offset = marked.indexOf('@');
  const source = marked.slice(0, offset) + marked.slice(offset + 1);
  const before = source.slice(0, offset).split('\n');
  return {
    name,
    source,
    check: failsWhat('SYNTAX_ERROR', ({ name: errorName, location, message }, { expect }, { logs }) => {
      expect(errorName).toBe('SyntaxError');
      expect([location?.line, location?.column]).toStrictEqual([before.length, before.at(-1)!.length + 1]);
      expect(message).not.toMatch(/\(\d+:\d+\)/);
      expect(logs).toHaveLength(0);
    }),
  };
}

const refused = (name: string, source: string): ConformanceCase => ({
  name,
  source,
  check: fails('SYNTAX_ERROR'),
});

export const syntaxErrors: ConformanceGroup = {
  name: 'syntax errors',
  cases: [
    wrong('a missing brace', `export function main() {\n  return 1;\n@`),
    wrong('an odd token', `export const main = () => {\n  const a = @;\n}`),
    wrong('a reserved word as a name', `export function main() { const @class = 1 }`),
    wrong('the same name twice', `let a = 1;\nlet @a = 2; export const main = () => a`),
    wrong('an unfinished string', `export const main = () => @'abc`),
    wrong('an export of what is not there', `export { @nothing as main }`),
    wrong('the same export twice', `export const main = 1; const b = 2; export { b as @main }`),
    refused('an assignment to a constant of a wrong kind', `export const main = () => { 1 = 2 }`),
    refused('an invalid pattern', `export const main = () => /(/`),
    refused('`with`, because codelets are strict', `export function main(o) { with (o) { return a } }`),
    refused('an octal literal, because codelets are strict', `export const main = () => 017`),
    refused('`await` in a function that is not async', `export function main() { await 1 }`),
    refused('a return outside of a function', `return 1; export const main = () => 1`),
    refused(
      'text that closes the wrapper',
      `export const main = () => 1\n}); globalThis.escaped = 1; (async function () {`,
    ),
    refused("text that closes the wrapper's brackets", `}); export const main = 1; ({`),
    refused('new.target outside of a function', `new.target; export const main = () => 1`),
    refused('arguments of the wrapper redeclared', `export const main = () => 1; var arguments = 2`),
    {
      name: 'deep nesting of brackets',
      source: `export const main = () => ${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      check: fails(['SYNTAX_ERROR', 'RUNTIME_ERROR']),
    },
    {
      name: 'deep nesting of calls, operators and templates',
      source: `export const main = () => ${'-+'.repeat(20_000)}1`,
      check: ({ outcome }, { expect }) => {
        if (!outcome.ok) expect(['SYNTAX_ERROR', 'RUNTIME_ERROR']).toContain(outcome.error.code);
      },
    },
    { name: 'an empty source', source: '', check: fails('SYNTAX_ERROR') },
    { name: 'the source is not JavaScript at all', source: '\u0000\u0001ELF', check: fails('SYNTAX_ERROR') },
  ],
};

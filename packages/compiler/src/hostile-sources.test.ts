import { describe, expect, it } from 'vitest';
import { compile } from './compile.js';
import { options } from './testing/run-compiled.js';

const SIZE = 8192;
const fill = (text: string): string => text.repeat(Math.ceil(SIZE / text.length)).slice(0, SIZE);
const nest = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);
const names = (text: (name: string) => string): string => {
  let all = '';
  for (let index = 0; all.length < SIZE; index += 1) all += text(`$${index.toString(36)}`);
  return all;
};

const SOURCES: Readonly<Record<string, string>> = {
  parentheses: fill('('),
  brackets: fill('['),
  blocks: fill('{'),
  templates: fill('`${'),
  calls: fill('a('),
  arrows: fill('a=>'),
  functions: fill('()=>{'),
  'async arrows': fill('async('),
  unary: fill('!'),
  new: fill('new '),
  powers: fill('a**'),
  sums: `export default ${fill('a+')}a`,
  members: `export default a${fill('.a')}`,
  conditions: fill('a?'),
  classes: `x=${fill('class extends ')}`,
  'else if': fill('if(a);else '),
  labels: names((name) => `${name}:`),
  'targets in targets': `${'['.repeat(500)}a${']=1'.repeat(500)}`,
  'names in deep blocks': `${'{let a;'.repeat(400)}${'var b;'.repeat(700)}${'}'.repeat(400)}`,
  'uses in deep blocks': `${'{'.repeat(400)}${'process;'.repeat(900)}${'}'.repeat(400)}`,
  lets: names((name) => `let ${name};`),
  private: `class A{${names((name) => `#${name};`)}}`,
  exports: `let a;export{${names((name) => `a as ${name},`)}}`,
  'Unicode properties': `/${fill('\\P{L}')}/iu`.replace(/\\(P?\{?L?)\/iu$/, '/iu'),
  'sets of properties': `/[${'\\P{L}'.repeat(1600)}]/iv`,
  'groups of one name': `/${'(?<a>)|'.repeat(1100)}/`,
  'groups of one name in many others': `/${'('.repeat(1900)}${'(((?<a>)))|'.repeat(390)}(?<a>)${')'.repeat(1900)}/`,
  'deep alternatives': `/${`${'(?:'.repeat(60)}(?<a>)${')'.repeat(60)}|`.repeat(30)}/`,
  'pattern groups': `/${'('.repeat(8000)}/`,
  repetitions: `/${nest('(', '){1000}', 900)}/`,
  'HTML comments': fill('a<!--b;'),
  'taken names': names((name) => `__deny_${name.length};`),
};

describe('a source made to cost', () => {
  it.each(Object.entries(SOURCES))('%s', (_, source) => {
    for (const text of [source, `${source}\nexport default () => 1`]) {
      const started = performance.now();
      const outcome = compile(text, options());
      // Generous: what this must catch takes seconds, and the machine may be busy.
      expect(performance.now() - started).toBeLessThan(1500);
      if (!outcome.ok) expect(outcome.failure.message).not.toContain('cannot be compiled');
    }
  });

  it.each(['parentheses', 'brackets', 'templates', 'calls', 'functions', 'unary'])(
    'of %s is nested too deeply',
    (name) => {
      expect(compile(SOURCES[name]!, options())).toEqual({
        ok: false,
        failure: { code: 'SYNTAX_ERROR', message: 'The source is nested too deeply' },
      });
    },
  );

  it('may nest as deep as people write', () => {
    for (const source of [
      nest('(', ')', 100).replace('()', '(1)'),
      nest('[', ']', 200),
      nest('{', '}', 200),
      '1+'.repeat(1000) + 1,
    ]) {
      expect(compile(`${source};export default () => 1`, options()).ok).toBe(true);
    }
  });

  it('has groups of one name side by side and in each other', () => {
    const sides = Array.from({ length: 200 }, (_, index) => `(?<a>${index})`).join('|');
    const nested = `${'(?:'.repeat(90)}(?<a>1)|(?<a>2)|(?<a>3)${')'.repeat(90)}`;
    for (const pattern of [sides, nested, `(?<a>[(((((((\\(])|(?<a>)`]) {
      expect(compile(`export default () => /${pattern}/`, options()).ok).toBe(true);
    }
    expect(compile('export default () => /(?<a>)(?<a>)/', options()).ok).toBe(false);
  });

  it('makes the engine expand no pattern', () => {
    const made: unknown[] = [];
    const Original = globalThis.RegExp;
    globalThis.RegExp = new Proxy(Original, {
      construct(target, args, newTarget): object {
        made.push(args);
        return Reflect.construct(target, args, newTarget) as object;
      },
    });
    try {
      expect(compile('export default () => /ab+c/gi.test("") && /[\\p{L}--[a-z]]/v', options()).ok).toBe(
        true,
      );
      expect(compile('/(/', options()).ok).toBe(false);
      expect(compile('/a/gg', options()).ok).toBe(false);
    } finally {
      globalThis.RegExp = Original;
    }
    // Each of those was refused for its flags before its pattern was read.
    const patterns = made.filter((args) =>
      ['ab+c', '[\\p{L}--[a-z]]'].includes(String((args as string[])[0])),
    );
    expect(patterns).toEqual([
      ['ab+c', 'gi!'],
      ['[\\p{L}--[a-z]]', 'v!'],
    ]);
  });
});

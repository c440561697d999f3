import { describe, expect, it } from 'vitest';
import { compiled, evaluate } from './testing/run-compiled.js';

describe('export forms', () => {
  const table: readonly [source: string, result: unknown][] = [
    ['export function main(a) { return a + 1; }', 2],
    ['export async function main(a) { return a + 1; }', 2],
    ['export function* main(a) { yield a + 1; }', '*'],
    ['export async function* main(a) { yield a + 1; }', '*'],
    ['export const main = (a) => a + 1;', 2],
    ['export const main = (a) => a + 1', 2],
    ['export let main = function (a) { return a + 1; }', 2],
    ['export var other = 1, main = async (a) => a + other;', 2],
    ['export const { main, ...rest } = { main: (a) => a + 1, x: 1 };', 2],
    ['export const { a: [, main = (a) => a + 1] } = { a: [0] };', 2],
    ['export default function (a) { return a + 1; }', 2],
    ['export default function named(a) { return a + 1; }', 2],
    ['export default async function(a) { return a + 1; }', 2],
    ['export default (a) => a + 1', 2],
    ['export default (a) => a + 1;', 2],
    ['export default async a => a + 1 // no semicolon', 2],
    ['export default ((a) => a + 1) /* c */ ;', 2],
    ['export/**/default/* default */(a) => a + 1\n;[1].map(String)', 2],
    ['export\n\ndefault\n(function (a) { return a + 1; })', 2],
    ['export default(0, (a) => a + 1)', 2],
    ['export default function (a) { return a + 1 }\n(function () { throw 1 })', 2],
    ['export default function (a) { return a + 1 } [0]', 2],
    ['const x = (a) => a + 1; export default x', 2],
    ['export default x; function x(a) { return a + 1; }', 2],
    ['function x(a) { return a + 1; }\nexport { x as main }', 2],
    ['export { x as "main" }; const x = (a) => a + 1;', 2],
    ['export { x as default }; const x = (a) => a + 1;', 2],
    ['const main = (a) => a + 1\nexport { main, main as two, main as default, }', 2],
    ['let a = 1\nexport { m\u0061in }\nfunction main(b) { return a + b }', 2],
    ['export { "x" as main } from "y"', 'refused'],
  ];
  it.each(table)('%s', async (source, result) => {
    if (result === 'refused') return void expect(() => compiled(source)).toThrow('POLICY_VIOLATION');
    const { called } = await evaluate(source);
    const returned = called(1);
    expect(result === '*' ? typeof (returned as { next: unknown }).next : await returned).toBe(
      result === '*' ? 'function' : result,
    );
  });

  it('calls main rather than default, and any export that is asked for', () => {
    const source =
      'export function main() {}\nexport default function other() {}\nexport const third = () => {}';
    expect(compiled(source).export_name).toBe('main');
    expect(compiled(source, { export_name: 'default' }).export_name).toBe('default');
    expect(compiled(source, { export_name: 'third' }).export_name).toBe('third');
    expect(compiled('export default () => 1').export_name).toBe('default');
  });

  it('gives live bindings', async () => {
    const { exports } = await evaluate(
      'export let count = 0; export function main() { count += 1; main2 = 5; } export { late }; let late = 1; export let main2; late = 2',
    );
    expect(exports['late']).toBe(2);
    (exports['main'] as () => void)();
    expect([exports['count'], exports['main2']]).toEqual([1, 5]);
  });

  it('hoists functions, and default functions with a name', async () => {
    const { exports } = await evaluate(
      'export const early = [typeof main, typeof d];\nexport function main() {}\nexport default function d() {}',
    );
    expect(String(exports['early'])).toBe('function,function');
  });

  it('names anonymous default exports as the language does', async () => {
    for (const source of [
      'function () {}',
      'async function* () {}',
      '() => 1',
      '(() => 1)',
      'class {}',
      '(class {})',
    ]) {
      const { exports } = await evaluate(`export default ${source}`);
      expect((exports['default'] as () => void).name, source).toBe('default');
    }
    const { exports } = await evaluate('export default class A { static name = "own" }');
    expect((exports['default'] as () => void).name).toBe('own');
    expect((await evaluate('export default (0, () => 1)')).called.name).toBe('');
  });

  it('registers odd names as ordinary properties', async () => {
    const { exports } = await evaluate(
      'const x = 1; export function main() {}\nexport { x as "__proto__", x as "a\\u2028\\"b", x as "\u{1F600}", x as "});evil(", x as constructor, x as "" }',
    );
    expect(Object.keys(exports).sort()).toEqual(
      ['', '__proto__', 'a\u2028"b', 'constructor', 'main', '});evil(', '\u{1F600}'].sort(),
    );
  });

  it('ends the statement before an export, as the keyword did', async () => {
    const { called } = await evaluate(
      'let n = 0\nlet f = () => n\nexport { n }\n;(f)\ndo n++; while (n < 3) export const main = () => n',
    );
    expect(called()).toBe(3);
  });

  it('leaves decoys alone', async () => {
    const {
      called,
      compiled: { script },
    } = await evaluate(
      '// export default 1\n/* export const x = 1 */\nconst s = "export default 2", t = `export { ${"export"} }`, r = /export default/;\nexport function main() { return s + t + r.source; }',
    );
    expect(called()).toBe('export default 2export { export }export default');
    expect(script).toContain('// export default 1\n/* export const x = 1 */');
  });
});

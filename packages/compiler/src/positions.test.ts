import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from './line-index.js';
import { compiled, evaluate, FILE, sourcePositions } from './testing/run-compiled.js';

/** Throws at each `boom` of the source: positions are taken from stacks and compared with where the word stands. */
async function expectPositions(source: string): Promise<number> {
  const marks = [...source.matchAll(/\bboom\b/g)].map(({ index }) => new LineIndex(source).position(index));
  const errors: Error[] = [];
  // The frame below `boom` is the codelet's.
  const boom = (): number => errors.push(new Error('boom'));
  const run = await evaluate(source, { globals: { boom } });
  await run.called();
  expect(errors.map((error) => sourcePositions(error, run.compiled)[0])).toEqual(marks);
  return marks.length;
}

const END = fc.constantFrom('\n', '\r\n', '\r', '\u2028', '\u2029', ' ', '\n\n', '\t');

/** Each piece calls `boom` once or never, at its place or in the order of the text, and makes edits of every kind. */
const PIECE = fc.constantFrom(
  'boom();',
  'void typeof process, boom();',
  'try { process } catch {} boom();',
  'try { ({ process }) } catch { boom() }',
  'try { new process.X(boom()) } catch { boom() }'.replace('boom()', '1'),
  'try { new (require)("x") } catch {} finally { boom(); }',
  'if (1<!--one) {} else boom(); one = 9; if (1<!--one) {} else boom();',
  'import("x").catch(() => 0); boom();',
  'try { import.meta.url } catch { boom(); }',
  'try { import /* a */ . /* b */ meta } catch { boom(); }',
  'try { arguments } catch { boom(); }',
  '`a${boom()}b`;',
  '/* boo */ boom(); // c\n',
  '"\u{1F600}"; boom();',
  'fetch_: { boom(); }',
);

const EXPORT = fc.constantFrom(
  'export const a = boom();',
  'export /* é */ let b = [boom()];',
  'export { one as c }; boom();',
  'export { one\n as\n d\n}; boom();',
  'export default (boom(), 1);',
  'export/**/default [boom()]\n;',
  'export default class { static x = boom() };',
  '',
);

describe('positions', () => {
  it('are the same as in the source on edited lines', async () => {
    expect(
      await expectPositions(
        'let one = 2; boom(); export const x = boom(); try { process } catch { boom() } export default [boom()]; boom()\nboom()\nexport function main() { boom(); }',
      ),
    ).toBe(7);
  });

  it('hold for every mixture of edits and line ends', async () => {
    let positions = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(PIECE, END), { maxLength: 8 }),
        EXPORT,
        fc.array(fc.tuple(PIECE, END), { maxLength: 8 }),
        fc.constantFrom('', '\uFEFF', '#!/usr/bin/env x\n', '\uFEFF#!y\r\n'),
        async (before, exported, after, opening) => {
          const join = (pieces: [string, string][]): string => pieces.map((piece) => piece.join('')).join('');
          const source = `${opening}let one = 2;${join(before)}${exported}\n${join(after)}\nexport function main() { boom(); }`;
          positions += await expectPositions(source);
        },
      ),
      { numRuns: 200 },
    );
    expect(positions).toBeGreaterThan(500);
  }, 30_000);

  it('name the place of a denial', async () => {
    const source = '  let a = 1; const o = () => ({ a, process });\n export default () => new process.X();';
    const run = await evaluate(`${source}\nexport { o }`);
    for (const [call, mark] of [
      [run.called, 'process.X'],
      [run.exports['o'] as () => void, 'process }'],
    ] as const) {
      let thrown: unknown;
      try {
        call();
      } catch (error) {
        thrown = error;
      }
      expect(sourcePositions(thrown, run.compiled)[0]).toEqual(
        new LineIndex(source).position(source.indexOf(mark)),
      );
    }
  });

  it('name the export whose binding is asked for too early', async () => {
    const source = '\n export const other = 1, main = () => 1;\nthrow new Error("early")';
    const result = compiled(source);
    // As the prelude would, but before the body ran.
    const stack = runInNewContext(
      `let found; function __codelet_define__(f) { f(null, null, (e) => { try { e.main() } catch (error) { found = error.stack } }).catch(() => {}) }\n${result.script}\nfound`,
      {},
      { filename: FILE, lineOffset: -1 },
    ) as string;
    expect(sourcePositions({ stack }, result)[0]).toEqual({ line: 2, column: 25 });
  });
});

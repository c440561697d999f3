import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { CompileError } from '../compile-error.js';
import { compile } from '../compile.js';
import { options } from '../testing/run-compiled.js';
import { createStripTypes, StripperCrash, type TypeStripper } from './strip-types.js';

const strip = createStripTypes(createRequire(import.meta.url)('@swc/wasm-typescript') as TypeStripper);
const answering = (code: string) => createStripTypes({ transformSync: () => ({ code }) });

function refused(work: () => unknown): CompileError {
  try {
    work();
  } catch (error) {
    if (error instanceof CompileError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('types', () => {
  it.each([
    ['let a: number = 1', 'let a         = 1'],
    ['type A = 1\n(b)', '          \n(b)'],
    ['let a = 1\ntype B = 2\n[1].x', 'let a = 1\n;         \n[1].x'],
    ['let a: "é😀" = 1 as any', 'let a        = 1       '],
    ['f<string>\r\n(1)!', 'f        \r\n(1) '],
    [
      'import type { A } from "./a.ts"; import { type B, c } from "./b.ts"',
      '                                 import {         c } from "./b.ts"',
    ],
  ])('%j becomes %j', (source, code) => {
    expect(strip(source)).toBe(code);
  });

  it.each<[string, number, RegExp]>([
    ['\n  enum A {}', 3, /^TypeScript enum is not supported: of TypeScript/],
    ['class A { constructor(private a: 1) {} }', 30, /parameter property/],
    ['let a = <any>b', 8, /use the 'as' syntax|angle-bracket/],
    ['\tnamespace A { export let b }', 1, /namespace/],
    ['"é"; enum A {}', 0, /enum/],
    ['  "一"; enum A {}', 2, /enum/],
    ['let a: = 1', 7, /Unexpected token/],
  ])('%j is refused at %i', (source, offset, message) => {
    const error = refused(() => strip(source));
    expect(error.offset).toBe(offset);
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/strip/);
  });
});

describe('what the stripper answers', () => {
  it.each([
    ['let a = 1', 'let b = 1', 4],
    ['let a = 1', 'let a = 1;', 9],
    ['let a = 1', 'let a = ', 8],
    ['a\nb', 'a b', 1],
    ['a\u2028b', 'a b', 1],
    ['a b', 'a\nb', 1],
    ['as any', '(     ', 0],
  ])('is not taken where %j became %j', (source, code, offset) => {
    expect(refused(() => answering(code)(source)).offset).toBe(offset);
  });

  it('is taken where characters became blanks, or a type the end of a statement', () => {
    expect(answering('let a ;\u00a0')('let a:1x')).toBe('let a ;\u00a0');
  });

  it.each([
    new Error('unreachable'),
    new RangeError('stack'),
    'text',
    undefined,
    { code: 'Other', message: 'x' },
    { code: 'InvalidSyntax' },
  ])('is a crash when it throws %j', (thrown) => {
    const broken = createStripTypes({
      transformSync: () => {
        throw thrown;
      },
    });
    expect(() => broken('a')).toThrow(StripperCrash);
    expect(() => compile('a', options({ language: 'ts' }), broken)).toThrow(StripperCrash);
  });

  it('is missed where it is not installed', () => {
    expect(compile('let a: 1', options({ language: 'ts' }))).toMatchObject({
      ok: false,
      failure: {
        code: 'UNSUPPORTED',
        message: expect.stringContaining('npm install @swc/wasm-typescript') as string,
      },
    });
  });
});

import { MalformedTextError, TooLargeError, decode, encode } from '@codelets/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { same } from './same.js';
import { graph, tree } from './values.js';

const SIZE = { numRuns: 2000 };

const comesBack = (value: unknown): boolean => same(decode(encode(value, Infinity)), value);

describe('the value codec', () => {
  it('brings every value back as it was', () => {
    fc.assert(fc.property(tree, comesBack), SIZE);
  });

  it('keeps cycles and shared references', () => {
    fc.assert(fc.property(graph, comesBack), SIZE);
  });

  it('encodes what it decoded to the same text', () => {
    fc.assert(
      fc.property(graph, (value) => {
        const text = encode(value, Infinity);
        expect(encode(decode(text), Infinity)).toBe(text);
      }),
      SIZE,
    );
  });

  it('passes a cap that the text fits in exactly, and no smaller one', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const bytes = Buffer.byteLength(encode(value, Infinity));
        expect(encode(value, bytes).length).toBeGreaterThan(0);
        expect(() => encode(value, bytes - 1)).toThrow(TooLargeError);
      }),
      SIZE,
    );
  });

  it('gives data or a MalformedTextError for any text, and pollutes nothing', () => {
    const before = Reflect.ownKeys(Object.prototype).length;
    const mutated = fc
      .tuple(
        graph,
        fc.nat(),
        fc.constantFrom('', '0', '-1', '"', '{', ']', '$', '__proto__', ',', 'null', '1e9'),
      )
      .map(([value, at, insert]) => {
        const text = encode(value, Infinity);
        const position = at % (text.length + 1);
        return text.slice(0, position) + insert + text.slice(position + (at % 3));
      });
    fc.assert(
      fc.property(
        fc.oneof(
          mutated,
          fc.string().map((text) => `#${text}`),
          fc.json().map((text) => `#[${text}]`),
        ),
        (text) => {
          try {
            decode(text);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(MalformedTextError);
          }
          expect(Reflect.ownKeys(Object.prototype).length).toBe(before);
          expect(({} as { polluted?: unknown }).polluted).toBe(undefined);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('agrees with structuredClone on trees', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const text = encode(value, Infinity);
        expect(encode(structuredCloneOf(value), Infinity)).toBe(text);
      }),
      SIZE,
    );
  });
});

/** structuredClone knows the names of native errors only; the codec keeps them all. */
function structuredCloneOf(value: unknown): unknown {
  return containsError(value) ? value : structuredClone(value);
}

function containsError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Error) return true;
  if (value instanceof Map) return [...value].flat(1).some(containsError);
  if (value instanceof Set) return [...value].some(containsError);
  return Object.values(value).some(containsError);
}

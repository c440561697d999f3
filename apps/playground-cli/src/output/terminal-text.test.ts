import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hang, neutralise, neutraliseJson } from './terminal-text.js';

/** Any text, with the dangerous characters made likely. */
const hostile = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer({ min: 0, max: 0x2fff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom('\u001b[2J', '\u009b31m', '\u001b]0;title\u0007', '\r', '\r\n', '\u202e', '\u2028', '\b'),
  ),
).map((parts) => parts.join('')); // prettier-ignore

describe('neutralise', () => {
  it('leaves no control character but newline and tab', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(neutralise(text)).not.toMatch(/[^\P{Cc}\n\t]/u);
      }),
    );
  });

  it('leaves none of the unsafe characters, each by itself', () => {
    const unsafe = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\p{Zl}\p{Zp}]/u;
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    expect(all.filter((character) => unsafe.test(neutralise(character)))).toEqual([]);
    expect(all.filter((character) => unsafe.test(neutraliseJson(JSON.stringify(character))))).toEqual([]);
  });

  it('leaves nothing that reorders text or breaks a line unseen', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(neutralise(text)).not.toMatch(/[\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('leaves printable text alone', () => {
    const text = 'naïve 漢字 👩‍👩‍👧 שלום\n\tend';
    expect(neutralise(text)).toBe(text);
  });

  it('shows what it took away', () => {
    expect(neutralise('a\u001b[31mb\u202ec\u009b')).toBe('a\\x1b[31mb\\u202ec\\x9b');
    expect(neutralise('a\r\nb\rc')).toBe('a\nb\\x0dc');
  });
});

describe('neutraliseJson', () => {
  it('keeps the value of a JSON text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), hostile), (value) => {
        const text = neutraliseJson(JSON.stringify(value, null, 2));
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text).not.toMatch(/[^\P{Cc}\n]/u);
      }),
    );
  });
});

describe('hang', () => {
  it('starts only the first line at the first column', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [, ...rest] = hang(neutralise(text), '      ').split('\n');
        for (const line of rest) expect(line.startsWith('      ')).toBe(true);
      }),
    );
  });
});

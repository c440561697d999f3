import { describe, expect, it } from 'vitest';
import { MalformedTextError } from './codec-errors.js';
import { decode } from './decode.js';

const DEEP = 100_000;
const LINKS = 20_000;

const chain = (content: string): string =>
  `#[${Array.from({ length: LINKS }, (_, root) => content.replaceAll('N', `${root + 1}`)).join(',')},[]]`;

describe('forged nesting', () => {
  it.each<[string, string]>([
    ['arrays', `#${'['.repeat(DEEP)}${']'.repeat(DEEP)}`],
    ['objects', `#[${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}]`],
    ['objects with $', `#[${'{"$":["o","a",'.repeat(DEEP)}1${']}'.repeat(DEEP)}]`],
    ['maps', `#[${'{"$":["m",'.repeat(DEEP)}1,1${']}'.repeat(DEEP)}]`],
    ['map values', `#[${'{"$":["m",1,'.repeat(DEEP)}1${']}'.repeat(DEEP)}]`],
    ['sets', `#[${'{"$":["e",'.repeat(DEEP)}1${']}'.repeat(DEEP)}]`],
    ['causes', `#[${'{"$":["x","E","m",'.repeat(DEEP)}1${']}'.repeat(DEEP)}]`],
    ['holes', `#[${'{"$":["s",1,"0",'.repeat(DEEP)}1${']}'.repeat(DEEP)}]`],
    ['boxes', `#[${'{"$":["p",'.repeat(DEEP)}1${']}'.repeat(DEEP)}]`],
    ['views', `#[${'{"$":["v","Int8Array",'.repeat(DEEP)}1${',0,1]}'.repeat(DEEP)}]`],
    ['views in roots', chain('{"$":["v","Int8Array",{"$":["f",N]},0,1]}')],
    ['boxes in roots', chain('{"$":["p",{"$":["f",N]}]}')],
    ['unknown specials', `#[${'{"$":'.repeat(DEEP)}1${'}'.repeat(DEEP)}]`],
  ])('of %s is read or refused, and exhausts nothing', (_, text) => {
    try {
      expect(decode(text)).toBeDefined();
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(MalformedTextError);
    }
  });

  it('of plain JSON is the reader of JSON alone', () => {
    let value = decode(`=${'['.repeat(DEEP)}1${']'.repeat(DEEP)}`);
    for (let level = 0; level < DEEP; level += 1) value = (value as unknown[])[0];
    expect(value).toBe(1);
  });
});

describe('a tiny text', () => {
  it.each<[string, string]>([
    ['the longest array', '#[{"$":["s",4294967295]}]'],
    ['a long array', '#[{"$":["s",30000000,"0",1,"29999999",2]}]'],
    ['an array of middling length', '#[{"$":["s",1000000,"5",1]}]'],
    ['an array that grows', '#[{"$":["s",0,"31000000",1]}]'],
    [
      'an array that grows step by step',
      `#[{"$":["s",0${Array.from({ length: 20 }, (_, n) => `,"${n * 1_500_000}",1`).join('')}]}]`,
    ],
    ['an array-like object', '#[{"$":["o","length",4294967295,"4294967294",1,"$",1]}]'],
    ['an object with great indexes', '#[{"30000000":{"$":-1},"29999999":1}]'],
    ['a boxed text', '#[{"$":["p","xxxxxxxx"]}]'],
  ])('asks for no memory: %s', (_, text) => {
    decode(text);
    const before = process.memoryUsage();
    const kept = Array.from({ length: 20 }, () => decode(text));
    const after = process.memoryUsage();
    const growth = after.heapUsed - before.heapUsed + after.external - before.external;
    expect(growth).toBeLessThan(4 * 1024 * 1024);
    expect(kept).toHaveLength(20);
  });
});

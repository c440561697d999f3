import { readOptions } from './locale-options.js';

/** ASCII in the order of Unicode's root collation; other characters are put between them by their kind. */
const ORDER = '\t\n\v\f\r _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz';
const STEP = 0x20_0000;
const AFTER: readonly (readonly [kind: RegExp, character: string])[] = [
  [/\p{Z}/u, ' '],
  [/\p{P}/u, '%'],
  [/\p{Sc}/u, '$'],
  [/\p{S}/u, '~'],
  [/\p{N}/u, '9'],
];

/**
 * Accents in the order of the root collation, by their code points; those with `=` weigh the same. The letters stand
 * for what a ligature has between its two letters, and for what other variants of letters have behind them.
 */
const MARKS =
  '332 313 314 301 300 306 302 30c 30a 342 308 30b 303 307 338 327 328 304 ' +
  '30d=30e=312=315=31a=33d=33e=33f=346=34a=34b=34c=350=351=352=357=35b=35d=35e ' +
  '316=317=318=319=31c=31d=31e=31f=320=329=32a=32b=32c=32f=333=33a=33b=33c=347=348=349=34d=34e=353=354=355=356=359=35a=35c=35f=362 ' +
  '336=337 335 305 309 30f 310 311 31b 321 322 323 324 325 326 32d 32e 330 331 334 339 345 358 360 361 ð 363 368 369 æ 364 ' +
  '36a 365 36b 366 36c ß 36d 367 36e 36f';

/** What a mark weighs: more than no mark, which is 1. */
const ACCENTS = Object.create(null) as Record<string, number | undefined>;
for (const [index, marks] of MARKS.split(' ').entries())
  for (const mark of marks.split('='))
    ACCENTS[mark.length === 1 ? mark : String.fromCharCode(parseInt(mark, 16))] = index + 2;

/** Letters that do not decompose and still count as variants of others, or of two. */
const VARIANTS: Readonly<Record<string, string>> = {
  ß: 'sßs',
  ẞ: 'SßS',
  æ: 'aæe',
  Æ: 'AæE',
  œ: 'oæe',
  Œ: 'OæE',
  ø: 'o\u0338',
  Ø: 'O\u0338',
  đ: 'd\u0335',
  Đ: 'D\u0335',
  ð: 'dð',
  Ð: 'Dð',
  ħ: 'h\u0335',
  Ħ: 'H\u0335',
  ł: 'l\u0335',
  Ł: 'L\u0335',
  ſ: 'sð',
};

/** What letters, accents and case weigh. A level where nothing is to say is 0. */
type Weight = readonly [letter: number, accent: number, letter_case: number];

const LEVELS: Readonly<Record<string, readonly number[]>> = {
  base: [0],
  accent: [0, 1],
  case: [0, 2],
  variant: [0, 1, 2],
};

/** `localeCompare` of English, for engines without `Intl`: letters first, then accents, then lower before upper case. */
export function compareTexts(left: string, right: string, locales: unknown, given: unknown): number {
  const options = readOptions(locales, given, ['sensitivity', 'numeric', 'usage']);
  const levels = LEVELS[`${(options['sensitivity'] as string | undefined) ?? 'variant'}`];
  if (!levels) throw new RangeError('sensitivity must be base, accent, case or variant');
  if (left === right) return 0;
  const isNumeric = options['numeric'] === true;
  const weights = [weigh(left, isNumeric), weigh(right, isNumeric)] as const;
  for (const level of levels) {
    const difference = compareLevel(weights[0], weights[1], level);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareLevel(left: readonly Weight[], right: readonly Weight[], level: number): number {
  let [at, to] = [0, 0];
  for (;;) {
    while (at < left.length && left[at]![level] === 0) at += 1;
    while (to < right.length && right[to]![level] === 0) to += 1;
    const [one, other] = [left[at]?.[level] ?? -1, right[to]?.[level] ?? -1];
    if (one !== other) return one < other ? -1 : 1;
    if (one === -1) return 0;
    at += 1;
    to += 1;
  }
}

function weigh(text: string, is_numeric: boolean): Weight[] {
  const weights: Weight[] = [];
  const decomposed = text.normalize('NFD');
  for (let index = 0; index < decomposed.length; index += 1) {
    const digits = is_numeric ? digitsAt(decomposed, index) : '';
    if (digits !== '') {
      const significant = digits.replace(/^0+(?=.)/, '');
      weights.push([STEP * (ORDER.indexOf('0') + 1) + significant.length, 1, 1]);
      for (const digit of significant) weights.push([Number(digit) + 1, 1, 1]);
      index += digits.length - 1;
      continue;
    }
    const character = String.fromCodePoint(decomposed.codePointAt(index)!);
    index += character.length - 1;
    const variant = VARIANTS[character];
    if (variant === undefined) add(weights, character, 1);
    else for (const each of variant) add(weights, each, 3);
  }
  return weights;
}

function add(weights: Weight[], character: string, letter_case: number): void {
  const accent = ACCENTS[character];
  if (accent !== undefined) return void weights.push([0, accent, 1]);
  const lower = character.toLowerCase();
  const at = ORDER.indexOf(lower);
  if (at !== -1) return void weights.push([STEP * (at + 1), 1, letter_case + Number(lower !== character)]);
  // Controls and joiners weigh nothing.
  if (/[\p{Cc}\p{Cf}]/u.test(character)) return;
  const kind = AFTER.find(([pattern]) => pattern.test(character));
  const base = kind ? ORDER.indexOf(kind[1]) + 1 : ORDER.length + 1;
  weights.push([STEP * base + lower.codePointAt(0)!, 1, letter_case + Number(lower !== character)]);
}

function digitsAt(text: string, from: number): string {
  let to = from;
  while (to < text.length && text[to]! >= '0' && text[to]! <= '9') to += 1;
  return text.slice(from, to);
}

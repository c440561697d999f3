import { expect, it } from 'vitest';
import { createPalette } from './palette.js';

const terminal = { isTTY: true, write: () => true };
const pipe = { isTTY: false, write: () => true };

it.each([
  ['a terminal', terminal, {}, true],
  ['a pipe', pipe, {}, false],
  ['NO_COLOR', terminal, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
  ['FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, true],
  ['an empty FORCE_COLOR', pipe, { FORCE_COLOR: '' }, true],
  ['FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
  ['both', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['a dumb terminal', terminal, { TERM: 'dumb' }, false],
])('%s', (_name, stream, env, expected) => {
  expect(createPalette(stream, env).isColorSupported).toBe(expected);
});

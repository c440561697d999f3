import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const negativeZeroAndLoneSurrogates = codelet({
  class: 'results',
  name: 'numbers and texts at the edges survive as they are',
  modelled_on: 'class: text that one side reads in another way than the other',
  source: `export const main = () => ['\\ud800', '\\udc00\\ud800', '\\u0000', '\\u2028\\u2029', '\\ufeff', 'a\\r\\nb', -0, 1e308, 2 ** 53, 5e-324];`,
  outcome: gives([
    '\ud800',
    '\udc00\ud800',
    '\u0000',
    '\u2028\u2029',
    '\ufeff',
    'a\r\nb',
    -0,
    1e308,
    2 ** 53,
    5e-324,
  ]),
});

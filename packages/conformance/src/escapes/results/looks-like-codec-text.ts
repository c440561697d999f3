import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const looksLikeCodecText = codelet({
  class: 'results',
  name: "strings and keys that look like the codec's own text",
  modelled_on: 'class: a decoder that takes data for its tags',
  source: `export const main = () => ({ a: '=1', b: '["m",[]]', $: { $: 'x' }, '#': [['m', 1], ['e', 'x'], ['u']], 'undefined': 'undefined', c: ['=', '~', '$', '@0', '#0'] });`,
  outcome: gives({
    a: '=1',
    b: '["m",[]]',
    $: { $: 'x' },
    '#': [['m', 1], ['e', 'x'], ['u']],
    undefined: 'undefined',
    c: ['=', '~', '$', '@0', '#0'],
  }),
});

import { attack } from '../attack.js';

export const ofWhatWasHandedIn = attack({
  class: 'constructors',
  name: 'constructors of everything that was handed in',
  modelled_on:
    'class: an object of the host leads to its `Function` by `constructor.constructor` (vm2 category 1)',
  attempt: `
    for (const [label, value] of Object.entries({ input, helpers, granted, main })) probe(value, label);
    for (const value of [input.data, input.data[1], input.error, input.date, input.map, granted.list, granted.error]) probe(value, 'a part');
    for (const [name, helper] of Object.entries(helpers)) { probe(helper, name); for (const key of Reflect.ownKeys(helper)) probe(helper[key], String(key)) }`,
});

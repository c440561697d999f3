import { attack } from '../attack.js';

export const speciesOfArraysMadeInside = attack({
  class: 'constructors',
  name: 'species of lists that natives and the service make',
  modelled_on: "GHSA-grj5-jjm8-h35p, asked of the realm's own arrays",
  attempt: `
    const lists = [Object.entries({ a: 1 }), 'a,b'.split(','), /(a)/.exec('a'), Reflect.ownKeys({}), Array.from('ab'), JSON.parse('[1]'), structuredClone?.([1]), input.data, granted.list, [...new Map([[1, 2]])], 'a'.match(/a/g)];
    for (const list of lists) {
      if (!list) continue;
      const species = function () { return list }; species[Symbol.species] = species;
      try { list.constructor = species } catch (e) { probe(e, 'refusal') }
      for (const method of ['map', 'filter', 'concat', 'slice', 'splice', 'flat', 'flatMap']) { try { probe(list[method]((x) => x), method) } catch (e) { probe(e, method) } }
      probe(list, 'list');
    }`,
});

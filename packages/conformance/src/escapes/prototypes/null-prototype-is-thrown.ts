import { attack } from '../attack.js';

export const nullPrototypeIsThrown = attack({
  class: 'prototypes',
  name: 'a thrown object without a prototype is written to while it is caught',
  modelled_on: 'GHSA-9vg3-4rfj-wgcm',
  attempt: `
    const o = { __proto__: null };
    try { throw o } catch (e) { for (const [key, value] of [['f', globalThis.Buffer?.prototype.inspect], ['g', console.log], ['h', helpers.logger.info], ['i', input], ['j', setTimeout]]) { e[key] = value; probe(o[key], \`written \${key}\`) } }
    await Promise.resolve(o).then((e) => { e.k = globalThis.Buffer?.prototype.inspect ?? console.log; probe(o.k, 'written by then') });
    await Promise.reject(o).catch((e) => { e.l = globalThis.Buffer?.prototype.inspect ?? console.log; probe(o.l, 'written by catch') });`,
});

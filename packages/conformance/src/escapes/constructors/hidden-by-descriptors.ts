import { attack } from '../attack.js';

export const hiddenByDescriptors = attack({
  class: 'constructors',
  name: 'the constructor read as a value of descriptors',
  modelled_on: 'GHSA-grj5-jjm8-h35p and vm2 category 15: descriptors and entries carry `Function` as a value',
  attempt: `
    const things = [console.log, helpers.logger, helpers.logger.info, setTimeout, globalThis.Buffer, globalThis.Buffer?.from, main, input, granted];
    for (const thing of things) {
      for (let at = thing; at !== null && at !== undefined; at = Object.getPrototypeOf(at)) {
        const all = Object.getOwnPropertyDescriptors(at);
        for (const key of Reflect.ownKeys(all)) for (const [name, value] of Object.entries(all[key] ?? {})) probe(value, \`\${String(key)}.\${name}\`);
        for (const [name, value] of Object.entries(Object.getOwnPropertyDescriptors(all)).slice(0, 50)) probe(value.value?.value, name);
        probe(Reflect.getOwnPropertyDescriptor(at, 'constructor')?.value, 'constructor');
      }
    }`,
});

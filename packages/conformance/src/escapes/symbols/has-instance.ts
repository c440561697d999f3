import { attack } from '../attack.js';

export const hasInstance = attack({
  class: 'symbols',
  name: 'Symbol.hasInstance of every global says yes',
  modelled_on: 'class: vm2 issue 178, `instanceof` decides what is wrapped',
  attempt: `
    for (const name of ['Object', 'Function', 'Array', 'Error', 'Promise', 'Map', 'Set', 'RegExp', 'Date', 'Uint8Array', 'ArrayBuffer', 'URL']) try { Object.defineProperty(globalThis[name], Symbol.hasInstance, { configurable: true, value(v) { probe(v, \`instanceof \${name}\`); return true } }) } catch (e) { probe(e, 'refusal') }
    for (const act of [() => console.log({ a: 1 }, new Date()), () => structuredClone({ a: [1] }), () => helpers.logger.info(() => 1), () => globalThis.Buffer?.from('x'), () => setTimeout(() => {}, 1), () => { throw {} }, () => input.map.get('k'), () => new URL('http://a'), () => Promise.resolve({}), () => globalThis.Buffer?.from.constructor]) try { probe(act(), 'answer') } catch (e) { probe(e, 'e') }`,
});

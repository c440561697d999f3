import { attack } from '../attack.js';

export const callerAndCallee = attack({
  class: 'host-functions',
  name: 'caller, callee and arguments of functions',
  modelled_on: 'class: vm2 category 5',
  attempt: `
    (function spy() { for (const key of ['caller', 'callee', 'arguments']) { try { probe(spy[key], key) } catch (e) { probe(e, key) } try { probe(arguments[key], key) } catch (e) { probe(e, key) } } })();
    const f = { toString() { for (const key of ['caller', 'arguments']) { try { probe(f.toString[key], key) } catch (e) { probe(e, key) } } try { probe(arguments.callee.caller, 'callee.caller') } catch (e) { probe(e, 'e') } return 'x' } };
    for (const g of [console.log, helpers.logger.info, setTimeout, queueMicrotask, structuredClone, eval, main]) { for (const key of ['caller', 'arguments', 'callee', 'prototype', 'length', 'name']) { try { probe(g[key], key) } catch (e) { probe(e, key) } } for (const key of Reflect.ownKeys(g)) try { probe(g[key], String(key)) } catch (e) { probe(e, 'e') } }
    console.log('%s %d', f, f); \`\${f}\`; [f].join(); try { structuredClone(f) } catch (e) { probe(e, 'e') }`,
});

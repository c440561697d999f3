import { attack } from '../attack.js';

export const namesOfTheRewriter = attack({
  class: 'errors',
  name: "identifiers of vm2's rewriter, also escaped",
  modelled_on: 'CVE-2023-29199, GHSA-wp5r-2gw5-m7q7, GHSA-2cm2-m3w5-gp2f',
  attempt: `
    for (const name of ['VM2_INTERNAL_STATE_DO_NOT_USE_OR_PROGRAM_WILL_FAIL', 'VM2_INTERNAL_TMPNAME', 'vm2_internal', '__codelet_define__', '__deny', '__exports', '__import']) { probe(globalThis[name], name); probe(Reflect.get(globalThis, name), name); probe(Object.getOwnPropertyDescriptor(globalThis, name)?.value, name); for (const act of [() => new Function(\`return \${name}\`)(), () => eval(name), () => new Function(\`return \\\\u{\${name.charCodeAt(0).toString(16)}}\${name.slice(1)}\`)()]) { try { const got = act(); probe(got, name); for (const key of Object.keys(got ?? {})) { probe(got[key], key); try { probe(got[key]({ __proto__: null }), 'answer') } catch (e) { probe(e, 'e') } } } catch (e) { probe(e, 'e') } } }
    for (const name of Object.getOwnPropertyNames(globalThis)) if (/vm2|internal|codelet/i.test(name)) probe(globalThis[name], name);`,
});

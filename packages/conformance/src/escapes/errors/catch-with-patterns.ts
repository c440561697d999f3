import { attack } from '../attack.js';

export const catchWithPatterns = attack({
  class: 'errors',
  name: 'catch clauses with patterns, defaults and nested functions',
  modelled_on: 'CVE-2023-29199: what the rewriter of catch clauses misses',
  attempt: `
    const odd = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    try { odd() } catch ({ constructor }) { probe(constructor, 'constructor', true) }
    try { odd() } catch ({ constructor: { constructor: c } }) { probe(c, 'c', true) }
    try { odd() } catch ({ message, ...rest }) { probe(rest, 'rest') }
    try { odd() } catch ([a = 1, ...b]) { probe(a); probe(b) } finally { try { odd() } catch (e) { probe(e, 'in finally') } }
    try { try { odd() } finally { null.x } } catch (e) { probe(e, 'finally') }
    const f = (x = (() => { try { odd() } catch (e) { return e } })()) => probe(x, 'default'); f();
    label: try { odd() } catch (e) { probe(e, 'labelled'); break label }
    for (const x of (function* () { try { yield 1 } finally { odd() } })()) { try { break } catch (e) { probe(e, 'break') } }`,
});

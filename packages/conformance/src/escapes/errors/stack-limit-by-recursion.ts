import { attack } from '../attack.js';
import { heldOrStopped } from '../outcomes.js';

export const stackLimitByRecursion = attack({
  class: 'errors',
  name: 'the error at the end of the stack',
  modelled_on: 'CVE-2023-29199 and vm2 category 4: a RangeError of the host',
  options: { timeout_ms: 600 },
  attempt: `
    const odd = (e) => probe(e, 'RangeError');
    const r = () => { r() }; try { r() } catch (e) { odd(e) }
    const s = () => { try { s() } catch (e) { odd(e); throw e } }; try { s() } catch (e) { odd(e) }
    class A { constructor() { new A() } } try { new A() } catch (e) { odd(e) }
    const o = { get x() { return o.x } }; try { o.x } catch (e) { odd(e) }
    const t = { toString() { return \`\${t}\` } }; try { \`\${t}\` } catch (e) { odd(e) }
    const f = (...a) => Reflect.apply(f, null, a); try { f(1) } catch (e) { odd(e) }
    try { JSON.stringify((() => { let d = []; for (let i = 0; i < 1e5; i += 1) d = [d]; return d })()) } catch (e) { odd(e) }`,
  outcome: heldOrStopped,
});

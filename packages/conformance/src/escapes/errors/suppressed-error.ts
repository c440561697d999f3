import { attack } from '../attack.js';

export const suppressedError = attack({
  class: 'errors',
  name: 'DisposableStack, `using` and the errors they suppress',
  modelled_on: 'GHSA-55hx-c926-fr95: SuppressedError holds an error of the host',
  attempt: `
    const odd = () => { const e = new Error(); e.name = Symbol(); return e.stack };
    const see = (e) => { for (let at = e, steps = 0; at && steps < 5; steps += 1, at = at.suppressed) { probe(at, 'error'); probe(at.error, 'error.error'); probe(at.suppressed, 'error.suppressed') } };
    if (typeof globalThis.DisposableStack === 'function') { const stack = new DisposableStack(); stack.defer(() => { throw null }); stack.defer(odd); try { stack.dispose() } catch (e) { see(e) } }
    if (typeof globalThis.AsyncDisposableStack === 'function') { const stack = new AsyncDisposableStack(); stack.defer(async () => { throw null }); stack.defer(async () => odd()); try { await stack.disposeAsync() } catch (e) { see(e) } }
    try { see(new SuppressedError(odd, 1)) } catch (e) { see(e) }
    try { eval('{ using a = { [Symbol.dispose]: odd }; throw null }') } catch (e) { see(e) }`,
});

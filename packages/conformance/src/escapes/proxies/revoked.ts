import { all, fails } from '../../checks.js';
import { codelet } from '../attack.js';
import { ends } from '../outcomes.js';

export const revoked = codelet({
  class: 'proxies',
  name: 'revoked proxies as results, errors, callbacks and log values',
  modelled_on: 'class: errors of the engine about revoked proxies',
  needs: { global: 'Proxy' },
  source: `export async function main(input, helpers) {
  const dead = (t) => { const { proxy, revoke } = Proxy.revocable(t, {}); revoke(); return proxy };
  for (const t of [{}, [], () => 1, new Error('x')]) { const p = dead(t); for (const act of [() => console.log(p), () => structuredClone(p), () => setTimeout(p, 1), () => Object.keys(p), () => p(), () => \`\${p}\`, () => { throw p }, () => Promise.reject(p).catch((e) => probe(e))]) { try { probe(act(), 'answer') } catch (e) { probe(e, 'error') } } }
  try { await dead({}) } catch (e) { probe(e, 'awaited') }
  return dead({});
}`,
  probed: true,
  outcome: all(ends, fails(['RUNTIME_ERROR', 'INVALID_OUTPUT'])),
});

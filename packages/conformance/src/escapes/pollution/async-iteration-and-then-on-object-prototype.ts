import { all } from '../../checks.js';
import { codelet } from '../attack.js';
import { ends } from '../outcomes.js';

export const asyncIterationAndThenOnObjectPrototype = codelet({
  class: 'pollution',
  name: '`then` on Object.prototype',
  modelled_on: 'class: everything becomes a thenable',
  options: { timeout_ms: 200 },
  source: `export async function main() {
  Object.defineProperty(Object.prototype, 'then', { configurable: true, value(...callbacks) { probe(this, 'this'); for (const c of callbacks) { probe(c, 'callback'); probe(c?.constructor, 'constructor', true) } callbacks[1]?.(new Error('taken')) } });
  await {}; return { a: 1 };
}`,
  probed: true,
  outcome: all(ends, async (result, tools) =>
    tools
      .expect(['TIMEOUT', 'RUNTIME_ERROR', undefined])
      .toContain(result.outcome.ok ? undefined : result.outcome.error.code),
  ),
});

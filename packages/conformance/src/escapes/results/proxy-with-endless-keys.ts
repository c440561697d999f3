import { all, fails, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const proxyWithEndlessKeys = codelet({
  class: 'results',
  name: 'a proxy with keys and lengths without an end',
  modelled_on: 'class: results that act',
  needs: { time: 'loops', global: 'Proxy' },
  options: { timeout_ms: 200 },
  source: `export const main = () => new Proxy([], { get: (t, key) => key === 'length' ? 2 ** 53 - 1 : key === 'then' ? undefined : main(), ownKeys: () => Array.from({ length: 1e6 }, (_, i) => \`k\${i}\`), getOwnPropertyDescriptor: () => ({ value: 1, configurable: true, enumerable: true, writable: true }) });`,
  outcome: all(
    fails(['TIMEOUT', 'OUTPUT_LIMIT', 'MEMORY_LIMIT', 'INVALID_OUTPUT', 'RUNTIME_ERROR']),
    nextRunIsRight,
  ),
});

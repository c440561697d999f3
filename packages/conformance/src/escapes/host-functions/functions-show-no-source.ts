import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const functionsShowNoSource = codelet({
  class: 'host-functions',
  name: 'no function of the service shows its source or leads to one',
  modelled_on: 'class: `toString` of host functions',
  source: `export function main(input, helpers) {
  const odd = [];
  const functions = [console.log, console.error, helpers.logger.info, setTimeout, clearTimeout, setInterval, queueMicrotask, structuredClone, atob, btoa, crypto.randomUUID, performance.now, eval, Function, (() => {}).constructor];
  for (const f of functions) for (const text of [f.toString(), Function.prototype.toString.call(f), \`\${f}\`, String(f)]) if (!/^(async )?function\\*? [\\w ]*\\(\\) \\{\\s*\\[native code\\]\\s*\\}$/.test(text)) odd.push(text.slice(0, 60));
  return odd;
}`,
  probed: true,
  outcome: gives([]),
});

import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const textBecomesNoCode = codelet({
  class: 'constructors',
  name: 'no way from text to code: eval, indirect, by timers, by handlers',
  modelled_on: 'class: code generation from strings',
  source: `export async function main() {
  const compiled = []; globalThis.hit = (way) => { compiled.push(way) };
  const F = (() => {}).constructor, text = (way) => \`globalThis.hit(\${JSON.stringify(way)})\`;
  const ways = { eval: (t) => eval(t), indirect: (t) => (0, eval)(t), called: (t) => eval.call(null, t), applied: (t) => Reflect.apply(eval, undefined, [t]), Function: (t) => Function(t)(), bound: (t) => Function.bind(null, t)()(), timer: (t) => setTimeout(t), interval: (t) => setInterval(t), microtask: (t) => queueMicrotask(t), listener: (t) => { const e = new EventTarget(); e.addEventListener('x', t); e.dispatchEvent(new Event('x')) }, reviver: (t) => JSON.parse('1', t), replaced: (t) => 'a'.replace('a', t), pattern: (t) => new RegExp(\`(?{\${t}})\`), data: (t) => import(\`data:text/javascript,\${t}\`).catch((e) => probe(e, 'import')), global: (t) => globalThis.eval?.(t), made: (t) => F('a', \`return \${t}\`)(), params: (t) => F(\`a = \${t}\`, '')(), closing: (t) => F(\`}, \${t}, function () {\`)() };
  for (const [way, run] of Object.entries(ways)) try { await run(text(way)) } catch (e) { probe(e, way) }
  await new Promise((resolve) => setTimeout(resolve, 5));
  return compiled;
}`,
  probed: true,
  outcome: gives([]),
});

import { all, gives, nextRunIsRight } from '../../checks.js';
import { codelet } from '../attack.js';

export const unhandledRejectionsOfEveryKind = codelet({
  class: 'promises',
  name: 'rejections that nobody handles end no host',
  modelled_on: 'GHSA-hw58-p9xv-2mjh (CVE-2026-44001)',
  source: `export async function main() {
  const odd = () => { const e = new Error(); e.name = Symbol(); return e.stack };
  new Promise(odd); new Promise((_, reject) => reject(1)); Promise.reject(new Error('x')); (async () => { throw 1 })(); (async () => odd())(); (async function* () { throw 1 })().next(); Promise.reject({ get stack() { throw 2 }, get message() { throw 3 }, toString() { throw 4 } });
  Promise.reject(Object.defineProperty(new Error(), 'stack', { get() { for (let i = 0; i < 1e6; i += 1); throw 1 } })); queueMicrotask(() => { throw 1 }); setTimeout(() => { Promise.reject(5) }, 0); Promise.reject(Object.create(null)); Promise.reject(undefined); Promise.resolve().then(() => { throw Symbol() });
  await new Promise((resolve) => setTimeout(resolve, 20));
  return 'on';
}`,
  outcome: all(gives('on'), nextRunIsRight),
});

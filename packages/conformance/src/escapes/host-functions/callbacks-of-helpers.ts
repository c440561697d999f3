import { attack } from '../attack.js';

export const callbacksOfHelpers = attack({
  class: 'host-functions',
  name: 'what callbacks are called with by the functions that were handed in',
  modelled_on: 'class: host callbacks, host promises (GHSA-55hx-c926-fr95, GHSA-mpf8-4hx2-7cjg)',
  attempt: `
    const spy = function (...args) { probe(this, 'this of a callback'); args.forEach((a, i) => { probe(a, \`argument \${i}\`); if (typeof a === 'function') try { probe(a(spy), 'its answer') } catch (e) { probe(e, 'its error') } }) };
    const functions = []; const walk = (v, depth) => { if (v && depth < 3) for (const key of Object.keys(v)) { if (typeof v[key] === 'function') functions.push(v[key]); else if (typeof v[key] === 'object') walk(v[key], depth + 1) } };
    walk(helpers, 0); walk({ console, setTimeout, queueMicrotask, structuredClone }, 0);
    for (const f of functions) { for (const args of [[spy], [{ then: spy, toString: spy, valueOf: spy, toJSON: spy }], [[1], spy], [input, spy]]) {
      try { const answer = f(...args); probe(answer, 'answer'); if (typeof answer?.then === 'function') { await answer.then((v) => probe(v, 'resolved'), (e) => { probe(e, 'rejected'); probe(e?.cause, 'cause'); (e?.errors ?? []).forEach?.((x) => probe(x, 'errors')) }) } } catch (e) { probe(e, 'error') } } }
    await new Promise((resolve) => setTimeout(resolve, 5));`,
});

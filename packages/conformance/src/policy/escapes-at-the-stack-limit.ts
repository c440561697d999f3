import type { ConformanceCase, ConformanceGroup } from '../conformance-case.js';
import { escape } from './escape.js';

/**
 * Calls `work` once at the very limit and in each of 400 frames on the way back, where any call may be the one too
 * many: what throws then is sometimes the engine's or the host's own code, with an error of its own realm. Errors are
 * kept without a call, and judged where there is room again. Modelled on vm2's advisories about exhausted stacks and
 * rejected promises.
 */
const DIVE = `
  const judge = (label) => (e) => { probe(e, label); try { probe(e.constructor, label + ' constructor') } catch {} };
  const atLimit = (work) => {
    const kept = []; let count = 0, left = 400;
    const sink = () => { try { sink() } catch (e) { kept[count++] = e } if (left > 0) { left -= 1; try { work() } catch (e) { kept[count++] = e } } };
    sink(); new Set(kept).forEach(judge('thrown'));
  };
  const pending = []; const hear = (p, label) => { if (pending.length < 2000) pending.push(p.then(judge(label + ' value'), judge(label))) };`;

const ENDS = `
  await Promise.allSettled(pending); await null;`;

const atLimit = (name: string, attempt: string, needs?: ConformanceCase['needs']): ConformanceCase => ({
  ...escape(name, `${DIVE}\n${attempt}\n${ENDS}`, { timeout_ms: 10_000 }),
  ...(needs ? { needs } : {}),
});

export const escapesAtTheStackLimit: ConformanceGroup = {
  name: 'escapes at the stack limit',
  cases: [
    atLimit(
      'an async function that rejects',
      `
      const sink = async () => { await sink() }; await sink().catch(judge('rejection'));
      const kept = async () => { try { return await kept() } catch (e) { judge('caught')(e); throw e } }; await kept().catch(judge('rejection'));
      atLimit(() => { hear((async () => { (() => {})() })(), 'inner') });`,
    ),
    atLimit(
      'handlers of then, catch and finally',
      `
      const settled = Promise.reject(new Error('x')); settled.catch(() => {});
      for (const handle of [(p) => p.catch(judge('catch')), (p) => p.then(null, judge('then')), (p) => p.finally(() => {}).catch(judge('finally'))]) {
        atLimit(() => { hear(handle(settled), 'late') });
      }
      await settled.catch(function again(e) { try { again(e) } catch (inner) { judge('in a handler')(inner); throw inner } }).catch(judge('after a handler'));`,
    ),
    atLimit(
      'constructors of promises',
      `
      const sink = () => new Promise(() => { throw sink() }); try { await sink() } catch (e) { judge('executor')(e) }
      const deep = (n) => new Promise((resolve, reject) => { try { resolve(deep(n + 1)) } catch (e) { judge('caught in an executor')(e); reject(e) } });
      await deep(0).catch(judge('rejection'));
      class Mine extends Promise {} atLimit(() => { new Mine((resolve, reject) => { probe(resolve, 'resolve'); probe(reject, 'reject') }).catch(judge('mine')) });`,
    ),
    atLimit(
      'all, any, race, allSettled and resolve',
      `
      const settled = Promise.reject(new Error('x')); settled.catch(() => {});
      for (const name of ['all', 'any', 'race', 'allSettled', 'resolve', 'reject']) {
        atLimit(() => { hear(Promise[name]([1, settled]), name) });
      }
      const sink = () => Promise.all([null].map(sink)); await (async () => sink())().catch(judge('recursive all'));`,
    ),
    atLimit(
      'thenables',
      `
      const thenable = { then(resolve, reject) { probe(resolve, 'resolve'); probe(reject, 'reject'); const sink = () => sink(); sink() } };
      await Promise.resolve(thenable).catch(judge('thenable')); await (async () => thenable)().catch(judge('returned thenable')); try { await thenable } catch (e) { judge('awaited')(e) }
      const getter = { get then() { const sink = () => sink(); return sink() } }; try { await getter } catch (e) { judge('getter')(e) }`,
    ),
    atLimit(
      'async generators and finally',
      `
      async function* sink() { try { yield* sink() } catch (e) { judge('in a generator')(e); throw e } finally { probe(this, 'this') } }
      try { for await (const x of sink()) probe(x, 'x') } catch (e) { judge('for await')(e) }
      const i = (async function* () { try { yield 1 } finally { const f = () => f(); f() } })(); await i.next(); await i.return(1).catch(judge('return')); await i.throw(1).catch(judge('throw'));
      atLimit(() => { const g = (async function* () { yield 1 })(); hear(g.next(), 'next') });`,
    ),
    atLimit(
      'functions of the service and of the language',
      `
      const calls = [() => JSON.stringify({ a: [1] }), () => JSON.parse('[1]'), () => [3, 1, 2].sort(), () => 'aXb'.replace(/x/gi, (m) => m), () => new Map([[1, 2]]), () => structuredClone([1]), () => new Date().toISOString(),
        () => console.log('x'), () => setTimeout(() => {}, 1), () => queueMicrotask(() => {}), () => new URL('http://a/'), () => new TextEncoder().encode('a'), () => 'a'.localeCompare('b'), () => (1.5).toLocaleString(), () => crypto.randomUUID(),
        () => { throw new AbortController().signal }, () => import('x').catch(judge('import')), () => eval('1'), () => Function('1'), () => process, () => Reflect.ownKeys({}), () => Symbol.for('x'), () => Object.fromEntries([['a', 1]])];
      for (const call of calls) atLimit(call);`,
    ),
    atLimit(
      'errors that are made and shown',
      `
      atLimit(() => { const e = new Error('x'); judge('made')(e); String(e); Error.captureStackTrace?.(e) });
      atLimit(() => { throw Object.assign(new TypeError('x'), { name: { toString() { return 'n' } } }) });`,
    ),
    atLimit(
      'stacks that are read',
      `
      atLimit(() => { void new Error('x').stack });
      atLimit(() => { const e = new Error('x'); e.name = Symbol(); void e.stack });
      const sink = () => { try { sink() } catch (e) { try { void e.stack } catch (inner) { judge('while reading')(inner) } throw e } }; try { sink() } catch (e) { judge('outermost')(e) }`,
      // Node formats every stack with a function of the host, whose own overflow is what the reader catches.
      { boundary: true },
    ),
  ],
};

import { gives, givesWhat } from '../checks.js';
import type { ConformanceGroup } from '../conformance-case.js';

export const eventsAndRandom: ConformanceGroup = {
  name: 'events, aborting, randomness and clocks',
  cases: [
    {
      name: 'an abort is heard once, with its reason',
      source: `export const main = () => {
        const seen = [], c = new AbortController();
        c.signal.addEventListener('abort', (e) => seen.push(e.type, c.signal.aborted));
        c.signal.onabort = () => seen.push('on');
        c.abort('why'); c.abort('again');
        try { c.signal.throwIfAborted() } catch (e) { seen.push(e) }
        return seen;
      }`,
      check: gives(['abort', true, 'on', 'why']),
    },
    {
      name: 'the default reason, any, abort and timeout',
      source: `export const main = async () => {
        const c = new AbortController(); c.abort();
        const any = AbortSignal.any([new AbortController().signal, c.signal]);
        const late = AbortSignal.timeout(5);
        await new Promise((resolve) => late.addEventListener('abort', resolve));
        return [c.signal.reason.name, any.reason.name, AbortSignal.abort(1).reason, late.reason.name];
      }`,
      check: gives(['AbortError', 'AbortError', 1, 'TimeoutError']),
    },
    {
      name: 'a listener that throws stops no other',
      source: `export const main = () => {
        const target = new EventTarget(), seen = [];
        target.addEventListener('x', () => { throw new Error('mine') });
        target.addEventListener('x', (e) => seen.push(e instanceof Event));
        target.dispatchEvent(new Event('x'));
        return seen;
      }`,
      check: gives([true]),
    },
    {
      name: 'signals cannot be constructed',
      source: `export const main = () => { try { new AbortSignal() } catch (e) { return e.name } }`,
      check: gives('TypeError'),
    },
    {
      name: 'randomUUID and getRandomValues are well-formed',
      source: `export const main = () => {
        const view = new Uint32Array(4);
        return [crypto.randomUUID(), crypto.getRandomValues(view) === view, view.some((n) => n > 0), Math.random() < 1]
      }`,
      check: givesWhat(([uuid, ...rest]: [string, ...boolean[]], { expect }) => {
        expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(rest).toStrictEqual([true, true, true]);
      }),
    },
    {
      name: 'getRandomValues refuses floats and more than 65,536 bytes',
      source: `export const main = () => [new Float64Array(1), new Uint8Array(65537), {}].map((view) => {
        try { crypto.getRandomValues(view); return 'taken' } catch (e) { return e.name }
      })`,
      check: gives(['TypeMismatchError', 'QuotaExceededError', 'TypeMismatchError']),
    },
    {
      name: 'performance.now starts with the run and does not go back',
      source: `export const main = () => { const a = performance.now(); const b = performance.now(); return a >= 0 && a < 10000 && b >= a }`,
      check: gives(true),
    },
    {
      name: 'none of them can be replaced',
      source: `export const main = () => ['URL', 'AbortController', 'crypto', 'TextEncoder'].map((name) => {
        const before = globalThis[name];
        try { globalThis[name] = 1 } catch {}
        try { delete globalThis[name] } catch {}
        return globalThis[name] === before;
      })`,
      check: gives([true, true, true, true]),
    },
  ],
};

import type { ConformanceCase } from '../conformance-case.js';

/**
 * What an attempt may use to judge what it got hold of. An escape shows by a foreign `Function`, by code that
 * compiles, or by a `process`: each is asked for by itself, so that one wall alone does not hide a hole in another.
 */
const TOOLS = `
  const found = [];
  const seen = new Set();
  const isForeign = (v) => {
    let p = v; for (let i = 0; i < 20 && p !== null && p !== undefined; i += 1) {
      const next = Object.getPrototypeOf(Object(p)); if (next === null) break; p = next;
    }
    return p !== Object.prototype && p !== null && (typeof v === 'object' || typeof v === 'function') && Object.getPrototypeOf(Object(v)) !== null;
  };
  function probe(v, label, depth = 0) {
    if ((typeof v !== 'object' && typeof v !== 'function') || v === null || seen.has(v) || depth > 4) return;
    seen.add(v);
    if (isForeign(v)) found.push(label + ' is foreign');
    for (const get of [() => v.constructor, () => v.constructor.constructor, () => v.__proto__, () => Object.getPrototypeOf(v)]) {
      try {
        const c = get();
        if (typeof c === 'function') {
          try { const made = c('return typeof process')(); if (typeof made === 'string' && made !== 'undefined') found.push(label + ' reached process') ; else if (typeof made === 'string') found.push(label + ' compiled code') } catch {}
        }
        probe(c, label, depth + 1);
      } catch {}
    }
  }`;

/** An attempt to get out: it calls `probe` with all that it can lay hands on, and none of it may be foreign. */
export function escape(
  name: string,
  attempt: string,
  options: ConformanceCase['options'] = {},
): ConformanceCase {
  return {
    name,
    options: {
      timeout_ms: 5000,
      input: { data: [1, { a: 1 }], error: new Error('in') },
      globals: { granted: { list: [1] } },
      ...options,
    },
    source: `${TOOLS}\nexport async function main(input, helpers) {\n${attempt}\n  return found;\n}`,
    check: ({ outcome }, { expect }) => {
      // An attempt may fail or run into a limit; only what it found counts.
      if (outcome.ok) expect(outcome.value).toStrictEqual([]);
      else
        expect(['RUNTIME_ERROR', 'POLICY_VIOLATION', 'TIMEOUT', 'MEMORY_LIMIT']).toContain(
          outcome.error.code,
        );
    },
  };
}

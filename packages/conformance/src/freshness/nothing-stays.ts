import type { ConformanceGroup, ConformanceStory } from '../conformance-case.js';

/** Leaves a mark in one run and looks for it in the next two, which may meet the same host. */
function leaves(name: string, mark: string, look: string, clean: unknown): ConformanceStory {
  return {
    name,
    tell: async ({ subject, expect }) => {
      const marked = await subject.run(`export function main() { ${mark}; return 'marked' }`);
      expect(marked.outcome).toStrictEqual({ ok: true, value: 'marked' });
      for (let runs = 0; runs < 2; runs += 1) {
        const { outcome } = await subject.run(`export const main = () => (${look})`);
        expect(outcome).toStrictEqual({ ok: true, value: clean });
      }
    },
  };
}

/** Walks everything that can be reached from the global object and the syntax, and gives each object to `visit`. */
const WALK = `
  function walk(visit) {
    const seen = new Set(); const queue = [globalThis, (async () => {}), (function* () {}), (async function* () {}), [][Symbol.iterator](),
      ''[Symbol.iterator](), new Map().entries(), new Set().values(), /x/[Symbol.matchAll]?.('x')];
    while (queue.length > 0) {
      const o = queue.pop();
      if ((typeof o !== 'object' && typeof o !== 'function') || o === null || seen.has(o)) continue;
      seen.add(o); visit(o);
      queue.push(Object.getPrototypeOf(o));
      for (const key of Reflect.ownKeys(o)) {
        const d = Object.getOwnPropertyDescriptor(o, key);
        if (d) queue.push(d.value, d.get, d.set);
      }
    }
    return seen.size;
  }`;

export const nothingStays: ConformanceGroup = {
  name: 'nothing of a run is there in the next',
  cases: [
    leaves('a new global', 'globalThis.leak = 1', 'typeof leak', 'undefined'),
    leaves(
      'a hidden global',
      `Object.defineProperty(globalThis, Symbol.for('leak'), { value: 1 })`,
      `Symbol.for('leak') in globalThis`,
      false,
    ),
    leaves('a property of Object.prototype', 'Object.prototype.leak = 1', '[{}.leak, "leak" in []]', [
      undefined,
      false,
    ]),
    leaves(
      'a property of Array.prototype',
      'Array.prototype.leak = 1; Array.prototype[5] = 1',
      '[[].leak, [][5]]',
      [undefined, undefined],
    ),
    leaves(
      'a replaced method',
      'Array.prototype.map = () => "forged"; String.prototype.trim = () => "forged"',
      '[[1].map((n) => n), " a ".trim()]',
      [[1], 'a'],
    ),
    leaves('a replaced JSON.parse', 'JSON.parse = () => "forged"', 'JSON.parse("1")', 1),
    leaves(
      'a replaced Promise.prototype.then',
      'try { Promise.prototype.then = () => "forged" } catch {}',
      'Promise.resolve(1).then((n) => n + 1)',
      2,
    ),
    leaves(
      'a frozen prototype',
      'Object.freeze(Array.prototype); Object.freeze(Object.prototype)',
      'Object.isFrozen(Array.prototype) || Object.isFrozen(Object.prototype)',
      false,
    ),
    leaves(
      'a changed prototype chain',
      'Object.setPrototypeOf(Array.prototype, { leak: 1 })',
      '[].leak === undefined && Object.getPrototypeOf(Array.prototype) === Object.prototype',
      true,
    ),
    leaves(
      'a RegExp static',
      '/(secret)/.exec("the secret")',
      '[RegExp.$1, RegExp.lastMatch, RegExp.input].map((t) => t ?? "").join("")',
      '',
    ),
    leaves(
      'a setting of Error',
      'Error.stackTraceLimit = 0',
      '(new Error("x").stack ?? "").includes("main")',
      true,
    ),
    leaves(
      "a property of a symbol's description",
      'Symbol.for("shared").constructor.prototype.leak = 1; Symbol.leak = 1',
      '[Symbol.for("shared").leak, Symbol.leak]',
      [undefined, undefined],
    ),
    leaves(
      'an own property of console',
      'try { console.leak = 1 } catch {} try { Object.getPrototypeOf(console).leak2 = 1 } catch {}',
      '[console.leak, console.leak2]',
      [undefined, undefined],
    ),
    leaves(
      'a timer',
      'setInterval(() => { globalThis.leak = 1; console.log("leak") }, 1)',
      'new Promise((r) => setTimeout(() => r(typeof leak), 20))',
      'undefined',
    ),
    leaves(
      'a WeakMap key on an intrinsic',
      'globalThis.w = new WeakMap([[Array, 1]])',
      'typeof w',
      'undefined',
    ),
    leaves(
      'a time zone or locale setting',
      'try { Intl.leak = 1 } catch {} Date.leak = 1; Math.leak = 1; Reflect.leak = 1',
      '[Date.leak, Math.leak, Reflect.leak]',
      [undefined, undefined, undefined],
    ),
    {
      name: 'a mark on every object that can be reached',
      tell: async ({ subject, expect }) => {
        const limits = { timeout_ms: 10_000 };
        const mark = `let marked = 0; ${WALK}
          export const main = () => [walk((o) => { try { if (Object.isExtensible(o)) { Object.defineProperty(o, 'LEAK', { value: 1 }); marked += 1 } } catch {} }), marked]`;
        const { outcome } = await subject.run(mark, limits);
        const [reached, marked] = (outcome.ok ? outcome.value : [0, 0]) as [number, number];
        // Otherwise the walk tests nothing.
        expect(reached).toBeGreaterThan(500);
        expect(marked).toBeGreaterThan(400);
        const look = `let found = 0; ${WALK}
          export const main = () => [walk((o) => { if (Object.prototype.hasOwnProperty.call(o, 'LEAK')) found += 1 }) > 500, found]`;
        for (let runs = 0; runs < 3; runs += 1) {
          expect((await subject.run(look, limits)).outcome).toStrictEqual({ ok: true, value: [true, 0] });
        }
      },
    },
    {
      name: 'random numbers are not repeated',
      tell: async ({ subject, expect }) => {
        const source = 'export const main = () => Array.from({ length: 4 }, () => Math.random()).join()';
        const seen = new Set<unknown>();
        for (let runs = 0; runs < 6; runs += 1) {
          const { outcome } = await subject.run(source);
          seen.add(outcome.ok ? outcome.value : outcome);
        }
        expect(seen.size).toBe(6);
      },
    },
    {
      name: 'input, globals and logs of one run',
      tell: async ({ subject, expect }) => {
        await subject.run('export const main = () => console.log(SECRET)', {
          input: 'in',
          globals: { SECRET: 's' },
          max_logs: 1,
        });
        const { outcome, logs } = await subject.run('export const main = (input) => [input, typeof SECRET]');
        expect(outcome).toStrictEqual({ ok: true, value: [undefined, 'undefined'] });
        expect(logs).toHaveLength(0);
      },
    },
    {
      name: 'a run that failed',
      tell: async ({ subject, expect }) => {
        await subject.run(
          'globalThis.leak = 1; Array.prototype.leak = 2; throw new Error("x"); export const main = 1',
        );
        await subject.run('export function main() { globalThis.leak = 1; throw new Error("x") }');
        const { outcome } = await subject.run('export const main = () => [typeof leak, [].leak]');
        expect(outcome).toStrictEqual({ ok: true, value: ['undefined', undefined] });
      },
    },
  ],
};

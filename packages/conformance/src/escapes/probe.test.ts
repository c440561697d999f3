import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { HELD, PROBE } from './probe.js';

/** What the probe makes of things, in a realm of its own to which ours is the foreign one. */
function verdictOn(
  statements: string,
  given: Record<string, unknown> = {},
): { verdict: string; logs: string[] } {
  const logs: string[] = [];
  // The context object itself is ours: nothing of it may be looked at but what is given.
  const context = createContext({ ...given, told: (line: string) => void logs.push(line) });
  runInContext(
    'globalThis.console = { error: ((tell) => (line) => tell(line))(told) }; delete globalThis.told',
    context,
  );
  const verdict = runInContext(`(() => { ${PROBE}; ${statements}; return verdict() })()`, context) as string;
  return { verdict, logs };
}

describe('the probe', () => {
  it('finds nothing in what belongs to the realm', () => {
    const own = `for (const v of [{}, [], () => 1, async () => 1, class {}, new Error('x'), new Map(), /x/, Promise.resolve(), (function* () {})(), Object.create(null), Object.create({ __proto__: null }), Symbol.iterator, 1, null, undefined, new Uint8Array(1), JSON, Reflect]) probe(v);
      probe(Object.setPrototypeOf(() => 1, null)); probe(new Proxy({}, { getPrototypeOf() { throw 1 } })); probe({ get constructor() { throw 1 } }); probe({ constructor: 1 })`;
    expect(verdictOn(own)).toEqual({ verdict: HELD, logs: [] });
  });

  it.each([
    ['an object', {}],
    ['a function', () => 1],
    ['an error', new Error('x')],
    ['Object.prototype itself', Object.prototype],
    ['what inherits from one', Object.create(Object.create({}) as object)],
  ])('finds %s of another realm, and says so at once', (_, thing) => {
    const { verdict, logs } = verdictOn('probe(thing, "it")', { thing });
    expect(verdict).toContain('REACHED it: an object of another realm');
    expect(logs[0]).toBe('REACHED it: an object of another realm');
  });

  it('finds one behind a property, an accessor, a prototype and a constructor', () => {
    for (const hidden of [
      '{ a: thing }',
      '{ get a() {} }',
      'Object.create(thing)',
      '{ constructor: thing }',
      '[[thing]]',
    ])
      expect(
        verdictOn(
          `const o = ${hidden}; if (${hidden.includes('get')}) Object.defineProperty(o, 'a', { get: thing }); probe(o)`,
          { thing: () => 1 },
        ).verdict,
      ).toContain('REACHED');
  });

  it('finds a Function that compiles, also where nothing else shows', () => {
    const sham = `const made = { __proto__: null }; probe({ __proto__: null, constructor: { __proto__: null, constructor: Object.setPrototypeOf(() => () => ['elsewhere', 'object'], null) } })`;
    expect(verdictOn(sham).verdict).toContain('code compiles in another realm');
    expect(verdictOn(sham).verdict).toContain('process');
  });

  it('finds a process by its looks', () => {
    expect(verdictOn(`probe({ __proto__: null, pid: 1, versions: { node: '1' } })`).verdict).toContain(
      'process',
    );
    expect(verdictOn(`probe({ __proto__: null, mainModule: {} })`).verdict).toContain('modules');
  });

  it('still finds after the attack replaced what there is to replace', () => {
    const sabotage = `const { ownKeys } = Reflect, targets = [Reflect, Object, Function.prototype, WeakSet.prototype, RegExp.prototype, Array.prototype, String.prototype];
      for (let i = 0; i < targets.length; i += 1) { const keys = ownKeys(targets[i]); for (let k = 0; k < keys.length; k += 1) if (keys[k] !== 'constructor') try { targets[i][keys[k]] = () => { throw 1 } } catch {} }`;
    expect(verdictOn(`${sabotage}; probe(thing)`, { thing: {} }).verdict).toContain('REACHED');
  });
});

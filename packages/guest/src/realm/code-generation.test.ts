import { describe, expect, it } from 'vitest';
import { ENGINES, evaluated, runBody, valueOf } from '../testing/realm.js';

describe.each(ENGINES)('code from text in %s', (engine) => {
  it.each([
    ['eval', 'eval("1")'],
    ['eval', '(0, eval)("1")'],
    ['eval', 'globalThis.eval("1")'],
    ['Function', 'Function("return 1")()'],
    ['Function', 'new Function("return 1")'],
    ['Function', '(() => 1).constructor("return 1")'],
    ['Function', 'Object.constructor("return 1")'],
    ['Function', 'console.log.constructor("return 1")'],
    ['Function', 'setTimeout.constructor.constructor("return 1")'],
    ['Function', 'Reflect.construct(Function, ["return 1"])'],
    ['Function', 'Reflect.construct(Function, ["return 1"], Array)'],
    ['Function', 'Function.apply(null, ["return 1"])'],
    ['Function', 'Function.prototype.constructor.call(null, "return 1")'],
    ['Function', 'new (class extends Function {})("return 1")'],
    ['the constructor of AsyncFunction', '(async () => 1).constructor("return 1")'],
    ['the constructor of GeneratorFunction', '(function* () {}).constructor("return 1")'],
    ['the constructor of AsyncGeneratorFunction', '(async function* () {}).constructor("return 1")'],
    ['a timer with a string', 'setTimeout("1")'],
    ['a timer with a string', 'setInterval("1", 5)'],
  ])('%s is denied: %s', async (denied, expression) => {
    const realm = await runBody(`function main() { return ${expression}; }`, { engine });
    expect(realm.final).toMatchObject({
      t: 'failed',
      denied,
      error: { is_error: true, name: 'PolicyViolation' },
    });
    expect(realm.of('violation')).toEqual([{ t: 'violation', name: denied, count: 1 }]);
  });

  it('is in reach through no constructor', async () => {
    const body = `function main() {
      const open = [];
      for (const sample of [function () {}, async () => {}, function* () {}, async function* () {}, class {}, console.log,
        Array.prototype.push, Symbol.prototype[Symbol.toPrimitive], Object.getOwnPropertyDescriptor(Map.prototype, 'size').get,
        Object.getPrototypeOf(Int8Array), Object.getPrototypeOf(Function), Function]) {
        let target = sample;
        while (target !== null) {
          const maker = target.constructor;
          if (typeof maker === 'function' && maker !== Object) try { maker('return 1'); open.push(String(sample)); } catch (error) {
            if (error.name !== 'PolicyViolation' && !/requires 'new'|cannot be invoked|not a constructor|Abstract/.test(error.message)) open.push(error.message);
          }
          target = Object.getPrototypeOf(target);
        }
      }
      return open;
    }`;
    expect(await valueOf(body, { engine })).toEqual([]);
  });

  it('leaves instanceof as it was', async () => {
    const kinds =
      '[(() => 1) instanceof Function, Function instanceof Function, ({}) instanceof Function, Function.prototype === Object.getPrototypeOf(Array), (async () => 1) instanceof Function]';
    expect(await evaluated(kinds, { engine })).toEqual([true, true, false, true, true]);
  });
});

import { describe, expect, it } from 'vitest';
import { LANGUAGE_GLOBALS, PRELUDE_GLOBALS } from '../index.js';
import { ENGINES, evaluated, valueOf } from '../testing/realm.js';

const NAMES = 'Reflect.ownKeys(globalThis).map(String)';

describe.each(ENGINES)('the global scope in %s', (engine) => {
  it('is an exact list', async () => {
    const names = (await evaluated(NAMES, { engine })) as string[];
    expect(names.sort()).toEqual([...LANGUAGE_GLOBALS, ...PRELUDE_GLOBALS].sort());
  });

  it('holds what is granted, and nothing else more', async () => {
    const names = (await evaluated(NAMES, { engine, globals: { settings: 1, process: 2 } })) as string[];
    expect(names.filter((name) => ![...LANGUAGE_GLOBALS, ...PRELUDE_GLOBALS].includes(name)).sort()).toEqual([
      'process',
      'settings',
    ]);
  });

  it('has nothing that can be reassigned, deleted or defined anew', async () => {
    const body = `function main() {
      const open = [];
      for (const name of Reflect.ownKeys(globalThis)) {
        const before = globalThis[name];
        try { globalThis[name] = 'changed'; } catch {}
        try { delete globalThis[name]; } catch {}
        try { Object.defineProperty(globalThis, name, { value: 'changed' }); } catch {}
        if (!Object.hasOwn(globalThis, name) || !Object.is(before, globalThis[name])) open.push(String(name));
      }
      return open;
    }`;
    expect(await valueOf(body, { engine, globals: { settings: { a: 1 } } })).toEqual([]);
  });

  it.each([
    'console',
    'console.log',
    'console.error',
    'setTimeout',
    'structuredClone',
    'queueMicrotask',
    'crypto',
    'performance',
    'eval',
    'Function',
  ])('has a %s that cannot be changed', async (name) => {
    const body = `function main() {
        try { ${name}.extra = 1; } catch {}
        try { Object.defineProperty(${name}, 'call', { value: 1 }); } catch {}
        return [Object.isFrozen(${name}), 'extra' in ${name}, Object.hasOwn(${name}, 'call')];
      }`;
    expect(await valueOf(body, { engine })).toEqual([true, false, false]);
  });

  it('shows nothing of how it is made', async () => {
    const body = `function main() {
      const found = [];
      const seen = new Set([Function.prototype]);
      const visit = (value, path) => {
        if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
        seen.add(value);
        if (typeof value === 'function') {
          const text = Function.prototype.toString.call(value);
          if (!text.includes('[native code]')) found.push(path);
        }
        for (const key of Reflect.ownKeys(value)) {
          const descriptor = Object.getOwnPropertyDescriptor(value, key);
          for (const field of ['value', 'get', 'set']) visit(descriptor[field], path + '.' + String(key));
        }
      };
      for (const name of ['console', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'queueMicrotask',
        'structuredClone', 'atob', 'btoa', 'crypto', 'performance', 'eval', 'Function', 'Math']) visit(globalThis[name], name);
      return found;
    }`;
    expect(await valueOf(body, { engine })).toEqual([]);
  });

  it('has no buffers that move or grow', async () => {
    const found = `typeof ArrayBuffer.prototype.transfer + typeof ArrayBuffer.prototype.resize`;
    expect(await evaluated(found, { engine })).toBe('undefinedundefined');
  });

  it('answers feature tests as if there were no host', async () => {
    const names = [
      'process',
      'require',
      'module',
      'global',
      'Buffer',
      'fetch',
      'WebAssembly',
      'SharedArrayBuffer',
      'Atomics',
      'WeakRef',
      'VMError',
      '__codelet_define__',
    ];
    const types = await evaluated(`[${names.map((name) => `typeof globalThis.${name}`).join()}]`, { engine });
    expect(types).toEqual(names.map(() => 'undefined'));
  });
});

import { describe, expect, it } from 'vitest';
import { decode } from '@codelets/core';
import { TestRealm, runBody, valueOf } from '../testing/realm.js';

describe('a run', () => {
  it.each<[string, unknown]>([
    [`function main() { return 5 }`, 5],
    [`async function main() { await null; return 'x' }`, 'x'],
    [`const main = () => {}`, undefined],
    [`function main() { return { then(done) { done(7); done(8); throw 9 } } }`, 7],
    [`function main() { return Promise.resolve(Promise.resolve([1])) }`, [1]],
    [`await null; const late = 3; function main() { return late }`, 3],
  ])('%s ends with its value', async (body, value) => {
    expect(await valueOf(body)).toEqual(value);
  });

  it.each([
    [`const main = 5`, 'a number'],
    [`let main`, 'undefined'],
    [`const main = null`, 'null'],
    [`const main = { call() {} }`, 'an object'],
    [`const main = Promise.resolve(() => 1)`, 'a promise'],
  ])('%s is no function', async (body, found) => {
    expect((await runBody(body)).final).toEqual({ t: 'not-a-function', name: 'main', found });
  });

  it.each(['other', 'toString', '__proto__', 'constructor', ''])(
    'has no export %j by inheritance',
    async (name) => {
      expect((await new TestRealm().run(`function main() {}`, name)).final).toEqual({
        t: 'not-a-function',
        name,
        found: 'undefined',
      });
    },
  );

  it.each([
    [
      `function main() { return { a: [() => 1] } }`,
      { t: 'cannot-cross', path: '$.a[0]', found: 'a function' },
    ],
    [`function main() { return Symbol('x') }`, { t: 'cannot-cross', path: '$', found: 'a symbol' }],
    [
      `function main() { return { p: Promise.resolve() } }`,
      { t: 'cannot-cross', path: '$.p', found: 'a promise' },
    ],
  ])('%s cannot cross', async (body, message) => {
    expect((await runBody(body)).final).toEqual(message);
  });

  it('whose value is too large says so', async () => {
    const { final } = await runBody(`function main() { return 'x'.repeat(100) }`, { max_result_bytes: 50 });
    expect(final).toEqual({ t: 'too-large', bytes: expect.any(Number) });
  });

  it('that throws in its module ends with that', async () => {
    expect((await runBody(`throw new Error('early'); function main() {}`)).final).toMatchObject({
      t: 'failed',
      error: { message: 'early' },
    });
  });

  it('whose getters throw ends with what they throw', async () => {
    expect(
      (await runBody(`function main() { return { get a() { throw new TypeError('getter') } } }`)).final,
    ).toMatchObject({
      t: 'failed',
      error: { name: 'TypeError', message: 'getter' },
    });
  });

  it('that throws an error like ours is not taken for one', async () => {
    const body = `function main() { throw Object.assign(new Error('x'), { name: 'CannotCrossError', path: '$.forged', found: 'forged' }) }`;
    expect((await runBody(body)).final).toMatchObject({ t: 'failed', denied: null, call: null });
  });

  it('ends once, whatever the codelet goes on to do', async () => {
    const realm = await runBody(
      `async function main() { queueMicrotask(() => { throw 1 }); setTimeout(() => { throw 2 }, 1); return 1 }`,
    );
    await realm.tick(3);
    expect(realm.final.t).toBe('done');
  });

  it('can be defined once', async () => {
    const realm = await runBody(`const again = typeof __codelet_define__; function main() { return again }`);
    expect(realm.final).toEqual({ t: 'done', value: '="undefined"' });
  });

  it('takes no nonsense for a message', async () => {
    const realm = new TestRealm();
    for (const text of [
      '',
      '{',
      'null',
      '5',
      '{"t":"start","export_name":"main"}',
      '{"t":"tick"}',
      '{"t":"unknown"}',
    ]) {
      expect(() =>
        (realm as unknown as { deliver(x: unknown): void }).deliver(JSON.parse(JSON.stringify(text))),
      ).not.toThrow();
    }
  });
});

describe('globals', () => {
  const globals = {
    settings: { list: [1, { a: 1 }], nothing: null },
    map: new Map<unknown, unknown>([['k', { a: 1 }]]),
    set: new Set([{ a: 1 }]),
    when: new Date(5),
    bytes: new Uint8Array([1, 2]),
    pattern: /a/g,
    failure: new Error('x', { cause: { a: 1 } }),
    count: 5,
    text: 'x',
    none: undefined,
  };

  it('are what was given', async () => {
    const body = `function main() { return { settings, map, set, when, bytes, pattern, failure, count, text, none } }`;
    expect(await valueOf(body, { globals })).toEqual(globals);
  });

  it('cannot be changed, all the way down', async () => {
    const body = `function main() {
      const changed = [];
      const attempt = (name, work) => { try { work(); changed.push(name) } catch (error) { if (!(error instanceof TypeError)) changed.push(name + ': ' + error) } };
      attempt('assign', () => { settings = 1 });
      attempt('field', () => { settings.x = 1 });
      attempt('element', () => { settings.list.push(1) });
      attempt('deep', () => { settings.list[1].a = 2 });
      attempt('delete', () => { delete settings.list });
      attempt('map set', () => { map.set('k', 1) });
      attempt('map delete', () => { map.delete('k') });
      attempt('map clear', () => { map.clear() });
      attempt('map value', () => { map.get('k').a = 2 });
      attempt('set add', () => { set.add(1) });
      attempt('set clear', () => { set.clear() });
      attempt('set entry', () => { [...set][0].a = 2 });
      attempt('error', () => { failure.message = 'y' });
      attempt('cause', () => { failure.cause.a = 2 });
      attempt('prototype', () => { Object.setPrototypeOf(settings, null) });
      attempt('define', () => { Object.defineProperty(settings, 'list', { value: 1 }) });
      return changed;
    }`;
    const changed = await valueOf(body, { globals });
    // Assignments to a read-only binding of a context's global object do nothing, even in strict code.
    expect((changed as string[]).filter((name) => name !== 'assign')).toEqual([]);
    expect(
      await valueOf(`function main() { try { settings = 1 } catch {} return settings }`, { globals }),
    ).toEqual(globals.settings);
  });

  it('may be cyclic and nest deeply', async () => {
    const cycle: { self?: unknown; deep?: unknown } = {};
    cycle.self = cycle;
    let deep: unknown = 'core';
    for (let level = 0; level < 20_000; level += 1) deep = [deep];
    cycle.deep = deep;
    const body = `function main() { let at = cycle.deep; let frozen = cycle.self === cycle; while (Array.isArray(at)) { frozen &&= Object.isFrozen(at); at = at[0] } return [at, frozen] }`;
    expect(await valueOf(body, { globals: { cycle } })).toEqual(['core', true]);
  });

  it('are a copy for each realm', async () => {
    await valueOf(`function main() { bytes[0] = 9; try { when.setTime(0) } catch {} }`, { globals });
    expect(await valueOf(`function main() { return [bytes[0], when.getTime()] }`, { globals })).toEqual([
      1, 5,
    ]);
  });
});

describe('structuredClone', () => {
  it('copies data, shared and cyclic', async () => {
    const body = `function main() { const a = { m: new Map([[1, new Date(5)]]), u: undefined }; a.self = a; const b = structuredClone(a); return [b !== a, b.self === b, b.m !== a.m, b.m.get(1).getTime(), 'u' in b, structuredClone(-0), structuredClone('x')] }`;
    expect(await valueOf(body)).toEqual([true, true, true, 5, true, -0, 'x']);
  });

  it('refuses what is none, with a DataCloneError', async () => {
    const body = `function main() { try { structuredClone({ a: { f() {} } }) } catch (e) { return [e instanceof Error, e.name, e.message, Object.keys(e)] } }`;
    expect(await valueOf(body)).toEqual([
      true,
      'DataCloneError',
      'a function could not be cloned (at $.a.f)',
      [],
    ]);
  });

  it('passes on what a getter throws', async () => {
    const { final } = await runBody(
      `function main() { structuredClone({ get a() { throw new RangeError('getter') } }) }`,
    );
    expect(final).toMatchObject({ t: 'failed', error: { name: 'RangeError', message: 'getter' } });
    expect(decode('=1')).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { runBody } from '../testing/realm.js';

describe('a denial', () => {
  it('that is caught is counted, and the run goes on', async () => {
    const realm = await runBody(
      `function main() { try { __deny('process') } catch (error) { return error.message } }`,
    );
    expect(realm.final).toMatchObject({
      t: 'done',
      value: '="The codelet used process, which it was not given"',
    });
    expect(realm.of('violation')).toEqual([{ t: 'violation', name: 'process', count: 1 }]);
  });

  it.each([
    ['thrown on', `try { __deny('process') } catch (error) { throw error }`],
    ['rejected', `try { __deny('process') } catch (error) { return Promise.reject(error) }`],
    [
      'kept and thrown later',
      `let kept; try { __deny('process') } catch (error) { kept = error } try { throw 1 } catch {} throw kept`,
    ],
    ['frozen', `try { __deny('process') } catch (error) { throw Object.freeze(error) }`],
    [
      'changed',
      `try { __deny('process') } catch (error) { error.message = 'harmless'; error.x = 1; Object.setPrototypeOf(error, null); throw error }`,
    ],
  ])('that is %s ends the run as one', async (_, code) => {
    expect((await runBody(`async function main() { ${code} }`)).final).toMatchObject({
      t: 'failed',
      denied: 'process',
    });
  });

  it.each([
    ['a copy of it', `const copy = new Error(error.message); copy.name = error.name; throw copy`],
    ['an object made from it', `throw Object.create(error)`],
    ['a clone', `throw structuredClone(error)`],
    ['an error with it as its cause', `throw new Error('x', { cause: error })`],
    ['its message', `throw error.message`],
  ])('is not %s', async (_, code) => {
    const realm = await runBody(`function main() { try { __deny('process') } catch (error) { ${code} } }`);
    expect(realm.final).toMatchObject({ t: 'failed', denied: null, call: null });
  });

  it('is none for `arguments`, which a module does not have', async () => {
    const realm = await runBody(`function main() { __deny('arguments') }`);
    const error = { name: 'ReferenceError', message: 'arguments is not defined' };
    expect(realm.final).toMatchObject({ t: 'failed', denied: null, error });
    expect(realm.of('violation')).toEqual([]);
  });

  it('is none that a codelet makes up', async () => {
    const realm = await runBody(
      `function main() { throw Object.assign(new Error('The codelet used process, which it was not given'), { name: 'PolicyViolation' }) }`,
    );
    expect(realm.final).toMatchObject({ denied: null, error: { name: 'PolicyViolation' } });
    expect(realm.of('violation')).toEqual([]);
  });

  it('of an import names what was asked for, whatever that is', async () => {
    const realm = await runBody(`async function main() {
      const names = ['fs', 'x'.repeat(5000), 'a\\nb\\u2028c', 123, Symbol('x'), null, {}, { toString() { throw 1 } }, 10n, '\\ud800'];
      let caught = 0;
      for (const name of names) await __import(name).catch(() => { caught += 1 });
      return caught;
    }`);
    expect(realm.final).toEqual({ t: 'done', value: '=10' });
    const names = realm.of('violation').map(({ name }) => name);
    expect(names).toHaveLength(10);
    expect(names[0]).toBe("import 'fs'");
    for (const name of names) {
      expect(name.length).toBeLessThan(130);
      expect(name).not.toMatch(/[\n\u2028]/);
    }
  });

  it('of an import is a promise of the realm', async () => {
    const realm = await runBody(
      `async function main() { const asked = __import('fs'); return asked instanceof Promise && asked.then(() => 1, (error) => error instanceof Error) }`,
    );
    expect(realm.final).toEqual({ t: 'done', value: '=true' });
  });
});

describe('many denials', () => {
  it('are told one by one to the hundredth, then at doubling distances, then at the end', async () => {
    const realm = await runBody(
      `function main() { for (let i = 0; i < 1000; i += 1) try { eval('1') } catch {} return 1 }`,
    );
    const counts = realm.of('violation').map(({ count }) => count);
    expect(counts).toEqual([...Array.from({ length: 100 }, (_, index) => index + 1), 200, 400, 800, 1000]);
    expect(realm.messages.at(-1)).toMatchObject({ t: 'done' });
  });

  it('do not flood', async () => {
    const realm = await runBody(
      `function main() { for (let i = 0; i < 20000; i += 1) try { Function() } catch {} throw 1 }`,
    );
    expect(realm.posted.length).toBeLessThan(120);
    expect(realm.of('violation').at(-1)).toEqual({ t: 'violation', name: 'Function', count: 20_000 });
  });

  it('are told once when nothing was added', async () => {
    const realm = await runBody(`function main() { try { eval() } catch {} throw 1 }`);
    expect(realm.of('violation')).toHaveLength(1);
  });
});

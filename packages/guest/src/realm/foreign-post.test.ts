import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { decode } from '@codelets/core';
import { ENGINES, TestRealm, runBody } from '../testing/realm.js';

const foreign = runInNewContext(
  `(() => { const e = new Error('foreign'); e.secret = Function; return e })()`,
) as Error;

describe.each(ENGINES)('a post that throws, in %s', (engine) => {
  it.each([
    ['an error of another realm', foreign],
    ['nothing', undefined],
    ['a function', () => foreign],
  ])('%s is not seen', async (_, thrown) => {
    const seen: unknown[] = [];
    const realm = new TestRealm({
      engine,
      post(message) {
        seen.push(message);
        throw thrown;
      },
    });
    await realm.run(`async function main() {
      const caught = [];
      const attempt = (work) => { try { work() } catch (error) { caught.push(error) } };
      attempt(() => console.log('x'));
      attempt(() => { for (let i = 0; i < 200; i += 1) console.log(i) });
      attempt(() => setTimeout(() => {}, 1));
      await null; await null;
      attempt(() => clearTimeout(1));
      attempt(() => queueMicrotask(() => { throw 1 }));
      attempt(() => { try { eval('1') } catch (error) { if (error.name !== 'PolicyViolation') throw error } });
      await __import('fs').catch((error) => { if (error.name !== 'PolicyViolation') caught.push(error) });
      return caught.length;
    }`);
    expect(realm.final).toEqual({ t: 'done', value: '=0' });
    expect(seen.every((message) => typeof message === 'string')).toBe(true);
  });

  it('answers nothing to the codelet, whatever it answers', async () => {
    const realm = new TestRealm({ engine, post: (() => foreign) as never });
    await realm.run(`function main() { return [console.log('x'), clearTimeout(setTimeout(() => {}, 1))] }`);
    expect(realm.final.t === 'done' && decode(realm.final.value)).toEqual([undefined, undefined]);
  });
});

describe.each(ENGINES)('at the end of the stack in %s', (engine) => {
  it.each([
    ['console.log', `console.log({ a: [1] })`],
    ['a denial', `eval('1')`],
    ['a timer', `setTimeout(() => {}, 1)`],
    ['structuredClone', `structuredClone({ a: new Map([[1, new Date()]]) })`],
    ['queueMicrotask', `queueMicrotask(() => {})`],
    ['an error', `throw new Error('x')`],
    ['a stack', `void new Error('x').stack`],
  ])('%s hands out errors of the realm alone', async (what, code) => {
    // Node formats stacks with a function of the main realm, which runs out of stack as well: a foreign
    // error. No prelude can stop that, and node:vm is no wall; in vm2 its own rewriter does.
    const isOpen = engine === 'node:vm' && what === 'a stack';
    const body = `function main() {
      const odd = new Set();
      let depth = 0;
      let tries = 0;
      const check = (error) => {
        if (error === 'on') return;
        if (!(error instanceof Error)) odd.add('no Error');
        let maker = error; try { maker = error.constructor.constructor } catch {}
        if (maker !== Function) odd.add('foreign Function');
      };
      function down() {
        depth += 1;
        let left = 0;
        try { down() } catch (error) { check(error); left = tries }
        if (left === 0) return;
        tries -= 1;
        try { ${code} } catch (error) { check(error) }
        throw 'on';
      }
      for (let round = 0; round < 3; round += 1) { tries = 150; down() }
      return [...odd, depth > 300];
    }`;
    const realm = await runBody(body, { engine, max_logs: 50 });
    if (isOpen) expect(realm.final.t).toBe('done');
    else expect(realm.final).toEqual({ t: 'done', value: '=[true]' });
  });

  it('a getter of the result still ends the run', async () => {
    const realm = await runBody(
      `function main() { function f() { return f() } return { get a() { return f() } } }`,
      { engine },
    );
    expect(realm.final).toMatchObject({ t: 'failed', error: { name: 'RangeError' } });
  });
});

import { describe, expect, it } from 'vitest';
import { TestRealm, runBody } from '../testing/realm.js';

/** A realm whose clock stands still until a timer fires; then it is that timer's time. */
const CLOCK = `(() => { let now = 1000; Date.now = () => now; return (ms) => { now += ms } })()`;

interface Clocked {
  readonly realm: TestRealm;
  /** Lets the announced times pass, one timer after the other. */
  pass(): Promise<void>;
}

async function clocked(body: string): Promise<Clocked> {
  const realm = new TestRealm({ before: CLOCK });
  const advance = realm.before as (ms: number) => void;
  await realm.run(body);
  return {
    realm,
    async pass() {
      for (let count = 0; count < 1000 && !realm.isOver; count += 1) {
        const wait = realm.of('wait').at(-1);
        if (!wait || wait.ms === null) break;
        advance(wait.ms);
        await realm.tick();
      }
    },
  };
}

const order = async (code: string): Promise<string[]> => {
  const { realm, pass } = await clocked(
    `async function main() { const log = console.log; ${code}; return new Promise(() => {}) }`,
  );
  await pass();
  return realm.logs;
};

describe('timers', () => {
  it.each([
    [
      'by their time',
      `setTimeout(log, 30, 'c'); setTimeout(log, 10, 'a'); setTimeout(log, 20, 'b')`,
      ['a', 'b', 'c'],
    ],
    ['by their making at one time', `for (const x of 'abcd') setTimeout(log, 5, x)`, ['a', 'b', 'c', 'd']],
    [
      'with 0, 1, nothing and nonsense alike',
      `setTimeout(log, 1, 'a'); setTimeout(log, 0, 'b'); setTimeout(log, undefined, 'c'); setTimeout(log, NaN, 'd'); setTimeout(log, -5, 'e'); setTimeout(log, 2 ** 31, 'f'); setTimeout(log, Infinity, 'g')`,
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    ],
    [
      'with texts and fractions',
      `setTimeout(log, '20', 'b'); setTimeout(log, 10.9, 'a'); setTimeout(log, 10, 'c')`,
      ['a', 'c', 'b'],
    ],
    [
      'after all microtasks',
      `setTimeout(log, 0, 'c'); Promise.resolve().then(() => log('a')); queueMicrotask(() => log('b'))`,
      ['a', 'b', 'c'],
    ],
    [
      'with microtasks between two',
      `setTimeout(() => { log('a'); Promise.resolve().then(() => log('b')) }); setTimeout(log, 0, 'c')`,
      ['a', 'b', 'c'],
    ],
    [
      'made in one after those that are due',
      `setTimeout(() => { log('a'); setTimeout(log, 0, 'c') }, 5); setTimeout(log, 5, 'b')`,
      ['a', 'b', 'c'],
    ],
    [
      'not when cleared',
      `clearTimeout(setTimeout(log, 1, 'a')); const x = setTimeout(log, 2, 'b'); setTimeout(() => clearTimeout(x), 1); setTimeout(log, 3, 'c')`,
      ['c'],
    ],
    [
      'not when cleared as text',
      `clearTimeout(String(setTimeout(log, 1, 'a'))); setTimeout(log, 2, 'b')`,
      ['b'],
    ],
    [
      'cleared by the other function',
      `clearInterval(setTimeout(log, 1, 'a')); clearTimeout(setInterval(log, 1, 'b')); setTimeout(log, 2, 'c')`,
      ['c'],
    ],
    [
      'after one that throws',
      `setTimeout(() => { throw new Error('x') }, 1); setTimeout(log, 2, 'b')`,
      [expect.stringMatching(/^Uncaught Error: x\n {4}at /), 'b'],
    ],
    [
      'after one that throws what cannot be shown',
      `const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); setTimeout(() => { throw proxy }, 1); setTimeout(log, 2, 'b')`,
      [expect.stringContaining('Uncaught'), 'b'],
    ],
    [
      'with all arguments',
      `setTimeout((...all) => log(all.length, ...all), 1, 1, undefined, 'x')`,
      ['3 1 undefined x'],
    ],
    ['without a this', `setTimeout(function () { log(this) }, 1)`, ['undefined']],
  ])('fire %s', async (_, code, lines) => {
    expect(await order(code)).toEqual(lines);
  });

  it('fire by their delay when the clock goes on between their making', async () => {
    const before = `(() => { let now = 1000; Date.now = () => (now += 1) })()`;
    const realm = new TestRealm({ before });
    await realm.run(
      `function main() { setTimeout(console.log, 2, 'b'); setTimeout(console.log, 1, 'a'); return new Promise(() => {}) }`,
    );
    await realm.tick();
    await realm.tick();
    expect(realm.logs).toEqual(['a', 'b']);
  });

  it('repeat until they are cleared', async () => {
    const { realm, pass } = await clocked(
      `function main() { let n = 0; return new Promise((done) => { const id = setInterval((step) => { n += step; console.log(n); if (n === 6) { clearInterval(id); done(n) } }, 10, 2) }) }`,
    );
    await pass();
    expect([realm.logs, realm.final]).toEqual([['2', '4', '6'], { t: 'done', value: '=6' }]);
  });

  it('have numbers of their own', async () => {
    const { realm } = await clocked(
      `function main() { return [typeof setTimeout(() => {}), setTimeout(() => {}) !== setInterval(() => {})] }`,
    );
    expect(realm.final).toEqual({ t: 'done', value: '=["number",true]' });
  });

  it.each(['undefined', 'null', '{}', '1', '[]'])('are nothing without a function: %s', async (value) => {
    const realm = await runBody(`function main() { setTimeout(${value}, 1) }`);
    expect(realm.final).toMatchObject({
      t: 'failed',
      error: { name: 'TypeError' },
      denied: null,
      call: null,
    });
    expect(realm.of('wait')).toEqual([]);
  });

  it.each(['undefined', 'null', '0', '-1', '1e9', '"x"', '{}', 'NaN'])(
    'are not cleared by %s',
    async (value) => {
      expect(
        (await runBody(`function main() { clearTimeout(${value}); clearInterval(${value}); return 1 }`))
          .final,
      ).toMatchObject({ t: 'done' });
    },
  );
});

describe('what the trusted side is told', () => {
  it('is the time to the next one, when it changes', async () => {
    const { realm } = await clocked(
      `async function main() { setTimeout(() => {}, 50); await null; setTimeout(() => {}, 20); await null; setTimeout(() => {}, 90); return new Promise(() => {}) }`,
    );
    expect(realm.of('wait').at(-1)?.ms).toBeLessThanOrEqual(20);
  });

  it('is null when none is left', async () => {
    const { realm } = await clocked(
      `async function main() { const id = setTimeout(() => {}, 50); await null; await null; clearTimeout(id); return new Promise(() => {}) }`,
    );
    expect(realm.of('wait').at(-1)).toEqual({ t: 'wait', ms: null });
  });

  it('is little, however often timers are set and cleared in one entry', async () => {
    const { realm } = await clocked(
      `async function main() { for (let i = 0; i < 20000; i += 1) { const id = setTimeout(() => {}, 50 + i % 7); await null; clearTimeout(id); await null } setTimeout(() => {}, 33); return new Promise(() => {}) }`,
    );
    expect(realm.of('wait').length).toBeLessThan(4000);
    expect(realm.of('wait').at(-1)).toEqual({ t: 'wait', ms: 33 });
  });

  it('is told again after each tick', async () => {
    const realm = await runBody(`function main() { setInterval(() => {}, 5); return new Promise(() => {}) }`);
    const before = realm.of('wait').length;
    await realm.tick(3);
    expect(realm.of('wait').length).toBe(before + 3);
  });

  it('is nothing after a tick without a timer', async () => {
    const realm = await runBody(`function main() { return new Promise(() => {}) }`);
    await realm.tick(3);
    expect(realm.posted).toEqual([]);
  });

  it('is little for a loop that makes and clears', async () => {
    const realm = await runBody(
      `function main() { for (let i = 0; i < 100000; i += 1) clearTimeout(setTimeout(() => {}, 5)); return 1 }`,
    );
    expect(realm.posted.length).toBeLessThan(10);
  });

  it('fires each of 2,000 timers', async () => {
    const realm = await runBody(
      `function main() { let n = 0; return new Promise((done) => { for (let i = 0; i < 2000; i += 1) setTimeout(() => { n += 1; if (n === 2000) done(n) }, i % 50) }) }`,
    );
    for (let count = 0; count < 2000; count += 1) realm.deliver({ t: 'tick' });
    await realm.tick();
    expect(realm.final).toEqual({ t: 'done', value: '=2000' });
  });
});

describe('a microtask of its own', () => {
  it('that throws is told, and the others go on', async () => {
    const realm = await runBody(
      `async function main() { queueMicrotask(() => { throw 1 }); queueMicrotask(() => console.log('next')); await null; await null; return 1 }`,
    );
    expect(realm.logs).toEqual(['Uncaught 1', 'next']);
  });

  it('needs a function', async () => {
    expect((await runBody(`function main() { queueMicrotask('x') }`)).final).toMatchObject({
      t: 'failed',
      error: { name: 'TypeError' },
    });
  });
});

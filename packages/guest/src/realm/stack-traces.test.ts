import { describe, expect, it } from 'vitest';
import { ENGINES, TestRealm, runBody, type RealmOptions } from '../testing/realm.js';

async function failed(body: string, options: RealmOptions = {}, moved?: readonly number[]) {
  const realm = new TestRealm(options);
  if (moved) realm.deliver({ t: 'moved', map: moved });
  const { final } = await realm.run(body);
  if (final.t !== 'failed') throw new Error(JSON.stringify(final));
  return final.error;
}

describe.each(ENGINES)('a stack in %s', (engine) => {
  it('has the frames of the codelet alone', async () => {
    const body = `function inner() { throw new Error('x') }\nfunction main() {\n  return [1].map(() => inner())\n}`;
    const { stack } = await failed(body, { engine });
    expect(stack!.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^ {4}at inner \(codelet\.js:2:\d+\)$/),
      expect.stringMatching(/^ {4}at codelet\.js:4:\d+$/),
      expect.stringMatching(/^ {4}at (Object\.)?main \(codelet\.js:4:\d+\)$/),
    ]);
  });

  it('follows a promise', async () => {
    const body = `async function inner() { await null; throw new Error('x') }\nasync function main() { await inner() }`;
    expect((await failed(body, { engine })).stack).toMatch(
      /at inner \(codelet\.js:2:\d+\)\n {4}at async main \(codelet\.js:3:\d+\)$/,
    );
  });

  it('ends', async () => {
    const { stack, name } = await failed(`Error.stackTraceLimit = 1000; function main() { main() }`, {
      engine,
    });
    expect(name).toBe('RangeError');
    expect(stack!.split('\n').length).toBeLessThanOrEqual(51);
  });

  it('has no line that a name could forge', async () => {
    const body = `function main() { const o = { ['a\\n    at /etc/passwd (x:1:1)\\u2028' + '\\u001b[31m']() { throw new Error('x') } }; o[Object.keys(o)[0]]() }`;
    const { stack } = await failed(body, { engine });
    expect(stack!.split(/[\n\u2028]/)).toHaveLength(3);
    expect(stack).not.toContain('\u001b');
  });

  it('shows nothing of who reads it', async () => {
    const { stack } = await failed(
      `function main() { return new Promise((_, no) => { try { structuredClone(() => 1) } catch (e) { no(e) } }) }`,
      { engine },
    );
    expect(stack).not.toMatch(/prelude|node:|\/|vm2/);
  });
});

describe('the formatting of stacks', () => {
  it('stays as it is whatever is done to Error', async () => {
    const body = `function main() {
      try { Error.prepareStackTrace = () => 'forged' } catch {}
      try { Object.defineProperty(Error, 'prepareStackTrace', { value: () => 'forged' }) } catch {}
      try { delete Error.prepareStackTrace } catch {}
      throw new Error('x');
    }`;
    expect((await failed(body)).stack).toMatch(/^Error: x\n {4}at main/);
  });

  it('gives no call site away', async () => {
    const body = `function main() {
      const seen = [];
      try { Error.prepareStackTrace = (e, sites) => { seen.push(...sites) } } catch {}
      void new Error('x').stack;
      const holder = {}; Error.captureStackTrace?.(holder); void holder.stack;
      try { null.x } catch (e) { void e.stack }
      throw new Error(String(seen.length));
    }`;
    expect((await failed(body)).message).toBe('0');
  });

  it('leads to nothing of the host where vm2 lets it be replaced', async () => {
    const body = `function main() {
      Error.stackTraceLimit = 100;
      Error.prepareStackTrace = (_, sites) => sites.map((site) => [String(site.getFileName()), typeof site.getThis(), typeof site.getFunction()].join());
      return new Error('x').stack;
    }`;
    const { final } = await runBody(body, { engine: 'vm2' });
    expect(JSON.stringify(final)).not.toMatch(/node:|\/|object|function/);
  });
});

describe('a place', () => {
  it('is led through the map of the compiler', async () => {
    expect(await failed(`function main() { throw new Error('x') }`, { map: [2, 0, 1, 0] })).toMatchObject({
      line: 1,
      column: 25,
    });
    expect(await failed(`function main() { throw new Error('x') }`, { map: [2, 18, 9, 4] })).toMatchObject({
      line: 9,
      column: 11,
    });
  });

  it('is led through what the engine moved first, and then through the compiler', async () => {
    const moved = [2, 10, 3, 0];
    expect(
      await failed(`function main() { throw new Error('x') }`, { map: [3, 0, 7, 100] }, moved),
    ).toMatchObject({ line: 7, column: 115 });
  });

  it('is that of the making, not of the throwing', async () => {
    const { line } = await failed(`const made = new Error('x');\nfunction main() {\n\n  throw made }`, {
      map: [],
    });
    expect(line).toBe(2);
  });

  it('is never before the line', async () => {
    expect(
      await failed(`function main() { throw new Error('x') }`, { map: [2, 20, 5, 0, 2, 24, 6, -100] }),
    ).toMatchObject({ line: 6, column: 1 });
  });

  it('is none without a frame', async () => {
    expect(await failed(`function main() { Error.stackTraceLimit = 0; throw new Error('x') }`)).toMatchObject(
      { line: null, column: null, stack: 'Error: x' },
    );
  });

  it('has the name that it was given', async () => {
    const { stack } = await failed(`function main() { throw new Error('x') }`, { filename: 'flow.js' });
    expect(stack).toContain('at main (flow.js:2:');
  });

  it('is in a log, too', async () => {
    const { logs } = await runBody(`function main() { console.error(new Error('x')) }`, {
      map: [2, 0, 1, 0],
    });
    expect(logs[0]).toMatch(/^Error: x\n {4}at main \(codelet\.js:1:\d+\)$/);
  });
});

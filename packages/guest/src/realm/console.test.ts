import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOG_LINE_BYTES } from '@codelets/core';
import { runBody, valueOf } from '../testing/realm.js';
import { cut, cutUtf8, printable } from './text.js';

describe('a line', () => {
  it('has the level of its method, and console and logger are one', async () => {
    const realm = await runBody(`function main(_, { logger }) {
      for (const level of ['log', 'debug', 'info', 'warn', 'error']) { console[level]('c', level); logger[level]('l', level); }
      return console === logger;
    }`);
    const levels = ['log', 'debug', 'info', 'warn', 'error'];
    expect(realm.of('log').map(({ level, message }) => [level, message])).toEqual(
      levels.flatMap((level) => [[level, `c ${level}`], [level, `l ${level}`]]), // prettier-ignore
    );
    expect(realm.final).toMatchObject({ value: '=true' });
  });

  it('has the time at which it was written', async () => {
    const before = `(() => { let now = 1000; Date.now = () => (now += 5); })()`;
    const realm = await runBody(`function main() { console.log(1); console.log(2) }`, { before });
    const [first, second] = realm.of('log').map(({ at }) => at);
    expect(second! - first!).toBe(5);
  });

  it('is posted while the codelet runs', async () => {
    const seen: unknown[] = [];
    await runBody(`function main() { console.log('first'); console.log('second') }`, {
      post: (message) => seen.push(message),
    });
    expect(seen.map(String).filter((text) => text.includes('"log"'))).toHaveLength(2);
  });

  it('may be written with the method alone', async () => {
    const realm = await runBody(
      `function main(_, { logger: { info } }) { info('a'); [1].forEach(console.log); (0, console.warn)('b') }`,
    );
    expect(realm.logs).toEqual(['a', '1 0 [ 1 ]', 'b']);
  });

  it('may be empty', async () => {
    expect(
      (await runBody(`function main() { console.log(); console.log(''); console.log('', '') }`)).logs,
    ).toEqual(['', '', ' ']);
  });
});

describe('the caps', () => {
  const numbered = (count: number): string =>
    `function main() { for (let i = 0; i < ${count}; i += 1) console.log('line ' + i) }`;

  it.each([[0], [1], [99], [100], [101]])('keep 100 lines of %i', async (count) => {
    const realm = await runBody(numbered(count));
    expect(realm.logs).toHaveLength(Math.min(count, 100));
    expect(realm.of('logs-dropped').at(-1)?.count).toBe(count > 100 ? count - 100 : undefined);
  });

  it('tell the exact number of the others at the end, and at doubling distances before', async () => {
    const realm = await runBody(numbered(1107));
    expect(realm.of('logs-dropped').map(({ count }) => count)).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1007,
    ]);
    expect(realm.messages.at(-1)?.t).toBe('done');
  });

  it('do not let a loop flood the channel', async () => {
    const realm = await runBody(numbered(100_000));
    expect(realm.posted.length).toBeLessThan(130);
  });

  it('hold for bytes, and a shorter line may still fit', async () => {
    const realm = await runBody(
      `function main() { console.log('x'.repeat(8)); console.log('éé'); console.log('yy'); console.log('z') }`,
      {
        max_log_bytes: 10,
      },
    );
    expect(realm.logs).toEqual(['xxxxxxxx', 'yy']);
    expect(realm.of('logs-dropped').at(-1)).toEqual({ t: 'logs-dropped', count: 2 });
  });

  it('may be none at all', async () => {
    const realm = await runBody(numbered(3), { max_logs: 0 });
    expect([realm.logs, realm.of('logs-dropped').at(-1)?.count]).toEqual([[], 3]);
  });

  it.each(['x', 'é', '€', '😀', '\ud800', 'x😀é'])('cut a line of %j on a whole character', async (unit) => {
    const count = Math.ceil((LOG_LINE_BYTES / Buffer.byteLength(unit)) * 1.5);
    const { logs } = await runBody(
      `function main() { console.log(${JSON.stringify(unit)}.repeat(${count})) }`,
    );
    expect(Buffer.byteLength(logs[0]!)).toBeLessThanOrEqual(LOG_LINE_BYTES);
    expect(Buffer.byteLength(logs[0]!)).toBeGreaterThan(LOG_LINE_BYTES * 0.6);
    expect(logs[0]).toMatch(/…$/);
    if (unit !== '\ud800') expect(isWellFormed(logs[0]!)).toBe(true);
  });

  it('leave a line alone that just fits', async () => {
    const { logs } = await runBody(
      `function main() { console.log('x'.repeat(${LOG_LINE_BYTES})); console.log('x'.repeat(${LOG_LINE_BYTES + 1})) }`,
    );
    expect(logs.map((line) => line.length)).toEqual([LOG_LINE_BYTES, LOG_LINE_BYTES - 2]);
  });

  it('stop the formatting of what is huge', async () => {
    const body = `function main() {
      const started = Date.now();
      const wide = Array.from({ length: 100 }, () => 'x'.repeat(5000));
      let tree = wide;
      for (let i = 0; i < 4; i += 1) tree = Array(100).fill(tree);
      console.log(tree);
      console.log(...Array(1000).fill(wide));
      return Date.now() - started;
    }`;
    expect(await valueOf(body)).toBeLessThan(1000);
  });
});

describe('a text that is cut', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });

  it('has at most so many units, and no half of a pair that was whole', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (whole, maximum) => {
        const result = cut(whole, maximum);
        expect(result.length).toBeLessThanOrEqual(maximum);
        expect(result === whole || (result.endsWith('…') && whole.startsWith(result.slice(0, -1)))).toBe(
          true,
        );
        expect(isWellFormed(result)).toBe(isWellFormed(whole));
      }),
    );
  });

  it('has at most so many bytes', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 100 }), (whole, maximum) => {
        const result = cutUtf8(whole, maximum);
        expect(Buffer.byteLength(result)).toBeLessThanOrEqual(maximum);
        expect(result === whole || result.endsWith('…')).toBe(true);
        expect(isWellFormed(result)).toBe(isWellFormed(whole));
      }),
    );
  });

  it('stays on its line when it is made printable', () => {
    expect(printable('a\nb\r\u2028\u2029\u0000\u001b[31m\u007f\u0085é😀')).toBe('a?b?????[31m??é😀');
    fc.assert(
      fc.property(text, (whole) => {
        expect(printable(whole)).toHaveLength(whole.length);
        expect(printable(whole)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }),
    );
  });
});

function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

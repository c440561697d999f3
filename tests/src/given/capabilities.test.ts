import {
  PublicError,
  type CapabilityContext,
  type CodeletPolicy,
  type StandardSchema,
} from '@codelets/runner';
import { describe, expect, it } from 'vitest';
import { codeOf, openRunner, string } from '../support/runners.js';
import { waitUntil } from '../support/wait-until.js';

/** A schema by hand, as any Standard Schema library makes them. */
export function schema<T>(check: (value: unknown) => T): StandardSchema<T> {
  return {
    '~standard': {
      version: 1,
      vendor: 'tests',
      validate: (value) => {
        try {
          return { value: check(value) };
        } catch (thrown) {
          return { issues: [{ message: (thrown as Error).message, path: ['items', 0, { key: 'price' }] }] };
        }
      },
    },
  };
}

const number = schema((value) => {
  if (typeof value !== 'number') throw new Error('must be a number');
  return value * 2;
});

function open(group: NonNullable<CodeletPolicy['capabilities']>[string], over: object = {}) {
  return openRunner({ policy: { capabilities: { it: group } }, ...over });
}

const CALL = string('export const main = (input, { it }) => it.call(input)');
const CATCH = string(`export async function main(input, { it }) {
  try { return ['ok', await it.call(input)] } catch (error) { return [error.code, error.message] }
}`);

describe('a capability', () => {
  it('is told who calls, and is given a signal', async () => {
    const seen: CapabilityContext[] = [];
    const runner = open({ call: (_: unknown, context: CapabilityContext) => void seen.push(context) });
    const result = await runner.run(CALL);
    expect(seen).toHaveLength(1);
    expect(seen[0]!.run_id).toBe(result.stats.run_id);
    expect(seen[0]!.signal).toBeInstanceOf(AbortSignal);
    expect(result.stats.capability_calls).toBe(1);
  });

  it('that throws is named outside, with the whole error', async () => {
    const thrown = Object.assign(new Error('password=hunter2'), { code: 'ESECRET' });
    const errors: unknown[] = [];
    const runner = open({ call: () => Promise.reject(thrown) });
    runner.on('capability-error', ({ capability, error }) => errors.push([capability, error]));
    const result = await runner.run(CALL);
    expect(codeOf(result)).toBe('RUNTIME_ERROR');
    expect(result.error?.cause).toBe(thrown);
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(errors).toEqual([['it.call', thrown]]);
  });

  it('that throws what is no error, or a getter that throws, harms nobody', async () => {
    const odd = [undefined, null, 5, Symbol('x'), { get message() { throw new Error('trap') } }, new Proxy({}, { get() { throw new Error('trap') } })]; // prettier-ignore
    for (const value of odd) {
      const runner = open({ call: () => { throw value; } }); // prettier-ignore
      expect((await runner.run(CATCH)).value).toEqual(['CAPABILITY_FAILED', 'helpers.it.call failed']);
    }
  });

  it('may show an error that is meant to be seen', async () => {
    const runner = open({
      call: () => {
        throw new PublicError('There is no row 5', { code: 'NOT_FOUND', cause: new Error('hunter2') });
      },
    });
    expect((await runner.run(CATCH)).value).toEqual(['NOT_FOUND', 'There is no row 5']);
  });

  it('checks what it is given and what it gives', async () => {
    const given: unknown[] = [];
    const runner = open({
      call: {
        call: (value: number) => (given.push(value), value === 14 ? 'no number' : value),
        input_schema: number,
        output_schema: number,
      },
    });
    expect((await runner.run(CATCH, { input: 5 })).value).toEqual(['ok', 20]);
    expect((await runner.run(CATCH, { input: 'x' })).value).toEqual([
      'CAPABILITY_INVALID_ARGUMENT',
      'The argument of helpers.it.call is not valid: items[0].price: must be a number',
    ]);
    // What the service answers wrongly is the service's affair.
    expect((await runner.run(CATCH, { input: 7 })).value).toEqual([
      'CAPABILITY_FAILED',
      'helpers.it.call failed',
    ]);
    expect(given).toEqual([10, 14]);
  });

  it('has its time, and its signal says that it is over', async () => {
    let reason: unknown;
    const call = (_: unknown, { signal }: CapabilityContext) =>
      new Promise(() => signal.addEventListener('abort', () => (reason = signal.reason)));
    const runner = open({ call: { call, timeout_ms: 30 } });
    const result = await runner.run(CATCH, { timeout_ms: 10_000 });
    expect(result.value).toEqual(['CAPABILITY_TIMEOUT', 'helpers.it.call did not answer within 30 ms']);
    expect(String(reason)).toContain('30 ms');
  });

  it('is aborted with the run: by its end, its deadline and its caller', async () => {
    let aborted = 0;
    const abandoned: string[] = [];
    const call = (_: unknown, { signal }: CapabilityContext) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted += 1;
          reject(new Error('aborted'));
        });
      });
    const runner = open({ call });
    runner.on('capability-abandoned', ({ capability }) => abandoned.push(capability));
    const done = await runner.run(string('export const main = (input, { it }) => { it.call(); return 1 }'));
    expect(done).toMatchObject({ ok: true, value: 1 });
    expect(done.logs.map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'The run ended before the answer of helpers.it.call: is an await missing?'],
    ]);
    const late = await runner.run(CALL, { timeout_ms: 100 });
    expect([codeOf(late), late.error?.message]).toEqual([
      'TIMEOUT',
      'The codelet did not finish within 100 ms; it was waiting for helpers.it.call',
    ]);
    const controller = new AbortController();
    const running = runner.run(CALL, { signal: controller.signal });
    await waitUntil(() => runner.stats().running === 1);
    setTimeout(() => controller.abort(), 50);
    expect(codeOf(await running)).toBe('ABORTED');
    await waitUntil(() => aborted >= 2);
    expect(abandoned.length).toBeGreaterThanOrEqual(2);
  });

  it('is called so many times in a run, and no more', async () => {
    let calls = 0;
    const runner = open({ call: { call: () => (calls += 1), max_calls: 2 } });
    const source = string(`export async function main(input, { it }) {
      const all = await Promise.allSettled([1, 2, 3, 4].map(() => it.call()));
      return all.map(({ value, reason }) => value ?? reason.code);
    }`);
    expect((await runner.run(source)).value).toEqual([1, 2, 'CAPABILITY_LIMIT', 'CAPABILITY_LIMIT']);
    expect((await runner.run(source)).ok).toBe(true);
    expect(calls).toBe(4);
  });

  it('runs so many times at once, the others wait', async () => {
    let running = 0;
    let most = 0;
    const call = async (value: number) => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return value;
    };
    const runner = open({ call: { call, max_concurrent: 3 } });
    const source = string(
      'export const main = (input, { it }) => Promise.all(Array.from({ length: 20 }, (_, n) => it.call(n)))',
    );
    expect((await runner.run(source, { timeout_ms: 10_000 })).value).toEqual([...Array(20).keys()]);
    expect(most).toBe(3);
  });

  it('holds no more arguments that wait than fit', async () => {
    const call = (_: unknown, { signal }: CapabilityContext) =>
      new Promise((resolve) => signal.addEventListener('abort', resolve));
    const runner = open({ call: { call, max_concurrent: 1 } });
    const source = string(`export async function main(input, { it }) {
      const text = 'x'.repeat(900_000);
      return Promise.race(Array.from({ length: 30 }, () => it.call(text).catch((error) => error.code)));
    }`);
    expect((await runner.run(source, { timeout_ms: 10_000 })).value).toBe('CAPABILITY_LIMIT');
  });

  it('called without end costs the codelet its run', async () => {
    let calls = 0;
    const runner = open({ call: () => (calls += 1) });
    const flood = string('export async function main(input, { it }) { for (;;) it.call().catch(() => 0) }');
    expect(['TIMEOUT', 'MEMORY_LIMIT']).toContain(codeOf(await runner.run(flood, { timeout_ms: 1000 })));
    expect(calls).toBeLessThanOrEqual(1000);
    expect((await runner.run(string('export const main = () => 1'))).value).toBe(1);
  });

  it('that answers too much, or what cannot cross, says so inside', async () => {
    const answers: unknown[] = ['x'.repeat(2000), () => 1, { deep: Symbol('x') }];
    const runner = open({ call: (index: number) => answers[index] }, { max_call_bytes: 1000 });
    const said = await Promise.all(answers.map((_, input) => runner.run(CATCH, { input })));
    expect(said.map(({ value }) => (value as string[])[1])).toEqual([
      'helpers.it.call answered more than may enter the sandbox',
      'helpers.it.call answered a function, which cannot enter the sandbox',
      'helpers.it.call answered a symbol, which cannot enter the sandbox',
    ]);
  });

  it('works in runs side by side, each with its own answers', async () => {
    const runner = open({
      call: async (n: number) => (await new Promise((resolve) => setTimeout(resolve, n % 7)), n),
    });
    const source = string(
      'export async function main(input, { it }) { const out = []; for (let n = 0; n < 5; n += 1) out.push(await it.call(input * 10 + n)); return out }',
    );
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, input) => runner.run(source, { input, timeout_ms: 10_000 })),
    );
    expect(results.map(({ value }) => value)).toEqual(
      Array.from({ length: 12 }, (_, input) => Array.from({ length: 5 }, (_each, n) => input * 10 + n)),
    );
  });
});

describe('the schemas of a run', () => {
  it('check input and value, and may change them', async () => {
    const runner = openRunner();
    const source = string('export const main = (n) => n + 1');
    expect((await runner.run(source, { input: 5, input_schema: number, output_schema: number })).value).toBe(
      22,
    );
    const wrong = await runner.run(source, { input: 'x' as never, input_schema: number });
    expect(wrong.error).toMatchObject({
      code: 'INVALID_INPUT',
      message: 'The input is not valid: items[0].price: must be a number',
      details: { in: 'input', issues: [{ path: 'items[0].price', message: 'must be a number' }] },
    });
    const text = string('console.log("seen"); export const main = () => "no number"');
    const odd = await runner.run(text, { output_schema: number });
    expect(odd).toMatchObject({ ok: false, error: { code: 'INVALID_OUTPUT' }, logs: [{ message: 'seen' }] });
    expect(odd.value).toBeUndefined();
  });

  it('that throw, or reject, find an issue', async () => {
    const runner = openRunner();
    const broken: StandardSchema = {
      '~standard': { version: 1, vendor: 'x', validate: () => Promise.reject(new Error('hunter2')) },
    };
    const result = await runner.run(string('export const main = () => 1'), { input_schema: broken });
    expect(codeOf(result)).toBe('INVALID_INPUT');
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});

import {
  suspend,
  type CapabilityContext,
  type CodeletResult,
  type Recording,
  type StandardSchema,
} from '@codelets/runner';
import { nodeVm } from '@codelets/sandbox-node-vm';
import { quickjs } from '@codelets/sandbox-quickjs';
import { vm2 } from '@codelets/sandbox-vm2';
import { describe, expect, it } from 'vitest';
import { codeOf, openRunner, string } from '../support/runners.js';

const never = () => new Promise<never>(() => undefined);
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('a schema that never answers', () => {
  const hanging: StandardSchema = { '~standard': { version: 1, vendor: 'tests', validate: never } };
  const source = string('export const main = () => 1');

  it.each(['input_schema', 'output_schema'])('has the time of the run (%s)', async (name) => {
    const result = await openRunner().run(source, { [name]: hanging, timeout_ms: 300 });
    expect(codeOf(result)).toBe('TIMEOUT');
    expect(result.value).toBeUndefined();
  });

  it.each(['input_schema', 'output_schema'])(
    'ends with its caller, and with the runner (%s)',
    async (name) => {
      const runner = openRunner();
      const options = { [name]: hanging, timeout_ms: 60_000 };
      expect(codeOf(await runner.run(source, { ...options, signal: AbortSignal.timeout(300) }))).toBe(
        'ABORTED',
      );
      const running = runner.run(source, options);
      await runner.dispose();
      expect(codeOf(await running)).toBe('ABORTED');
    },
  );
});

describe('a clock that was given', () => {
  const deterministic = { seed: 's', now: -1 };
  it.each([vm2(), quickjs(), nodeVm({ trust: 'trusted' })])(
    'may stand before 1970 ($name)',
    async (sandbox) => {
      const runner = openRunner({ sandbox, policy: { deterministic } });
      const source = string('export const main = () => { console.log("x"); return Date.now() }');
      const result = await runner.run(source, { record: true });
      expect(result).toMatchObject({ ok: true, value: -1, logs: [{ timestamp: -1 }] });
      expect((await runner.replay(plain(result.recording!))).difference).toBeUndefined();
    },
  );

  it.each([vm2(), nodeVm({ trust: 'trusted' })])('is that of Intl as well ($name)', async (sandbox) => {
    const runner = openRunner({ sandbox, policy: { deterministic } });
    const result = await runner.run(
      string(`export function main() {
        const format = new Intl.DateTimeFormat('en', { dateStyle: 'short' });
        const { get } = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format');
        const parts = format.formatToParts().map(({ value }) => value).join('');
        return [format.format(), get.call(format)(undefined), parts, format.format(86_400_001), format.format === format.format,
          Object.getOwnPropertyNames(format.format).sort()];
      }`),
    );
    expect(result.value).toEqual(['12/31/69', '12/31/69', '12/31/69', '1/2/70', true, ['length', 'name']]);
  });
});

describe('a replay', () => {
  it('of a run that ended while it waited has the same error', async () => {
    const runner = openRunner({ policy: { capabilities: { it: { wait: never } } } });
    const source = string('export const main = (input, { it }) => Promise.all([it.wait(1), it.wait(2)])');
    const result = await runner.run(source, { record: true, timeout_ms: 300 });
    const again = await runner.replay(plain(result.recording!));
    const said = 'The codelet did not finish within 300 ms; it was waiting for helpers.it.wait';
    expect([result.error?.message, again.error?.message, again.difference]).toEqual([said, said, undefined]);
  });
});

describe('a payload of suspend', () => {
  const runner = () =>
    openRunner({
      continuation_key: 'a key of the tests, long enough',
      policy: {
        capabilities: { it: { ask: (payload: unknown) => suspend(payload), odd: () => suspend(() => 1) } },
      },
    });
  const ask = (value: string) => string(`export const main = (input, { it }) => it.ask(${value})`);
  const nested =
    '(() => { let nest = []; for (let n = 0; n < 100_000; n += 1) nest = [nest]; return nest })()';

  it('that no continuation can hold fails at the call', async () => {
    const failed: CodeletResult[] = [
      await runner().run(ask(nested)),
      await runner().run(string('export const main = (input, { it }) => it.odd()')),
      await runner().run(ask('"\\u0001".repeat(300)'), { max_call_bytes: 1000 }),
    ];
    expect(failed.map((result) => [codeOf(result), result.error?.name])).toEqual(
      Array(3).fill(['RUNTIME_ERROR', 'CapabilityError']),
    );
    expect(failed.map((result) => result.continuation)).toEqual([undefined, undefined, undefined]);
  });
});

describe('a forged recording', () => {
  const source = string(`export async function main(input, { it }) {
    const said = await it.call(1); await new Promise((resolve) => setTimeout(resolve, 3)); return said;
  }`);
  const open = () =>
    openRunner({
      timeout_ms: 500,
      memory_mb: 64,
      policy: { capabilities: { it: { call: (n: number) => n } } },
    });
  const [error, timeout] = [{ name: 'x', message: 'y', code: 'z' }, '={"code":"TIMEOUT","message":{}}'];

  it.each<[string, (recording: Recording) => object]>([
    ['a helper of ours', () => ({ capabilities: ['logger.info'] })],
    ['a name without a group', () => ({ capabilities: ['call'] })],
    ['a thenable', () => ({ capabilities: ['it.then'] })],
    ['a prototype', () => ({ capabilities: ['__proto__.x'] })],
    ['a global of the language', () => ({ globals: '={"Object":1}' })],
    ['a global that is code', () => ({ globals: '={"a;throw 1//":1}' })],
    ['no globals', () => ({ globals: '=[1]' })],
    ['no env', () => ({ env: '=5' })],
    ['garbage for env', () => ({ env: 'x' })],
    ['more input than the limit', () => ({ input: `="${'x'.repeat(2 ** 20)}"` })],
    ['an error without a message', () => ({ result: { ok: false, text: timeout, logs: [] } })],
    ['an error of nobody', () => ({ result: { ok: false, text: '={"code":"X","message":""}', logs: [] } })],
    [
      'half a millisecond',
      ({ deliveries: [first] }) => ({ deliveries: [{ ...first, now: first!.now + 0.5 }] }),
    ],
    ['two answers in one', ({ deliveries: [first] }) => ({ deliveries: [{ ...first, error }] })],
    ['no answer', ({ deliveries: [first] }) => ({ deliveries: [{ ...first, value: null }] })],
    ['a call twice', ({ calls: [first] }) => ({ calls: [first, first] })],
  ])('with %s is refused before anything runs', async (_, change) => {
    const runner = open();
    const { recording } = await runner.run(source, { record: true });
    const forged = { ...recording!, ...change(recording!) } as Recording;
    await expect(runner.replay(plain(forged))).rejects.toThrow(/^recording\./);
  });

  it('gets no more time and memory than a run that sets none', async () => {
    const runner = open();
    const { recording } = await runner.run(source, { record: true });
    const limits = { ...recording!.limits, timeout_ms: 2 ** 31 - 1, memory_mb: 65_536 };
    const bodies = ['for (;;);', 'for (const all = []; ; ) all.push(new Uint8Array(1e6).fill(1));'];
    const ends = bodies.map(async (body) => {
      const forged = {
        ...recording!,
        limits,
        source: { ...recording!.source, code: `export function main() { ${body} }` },
      };
      return codeOf(await runner.replay(forged as Recording));
    });
    expect((await Promise.all(ends))[0]).toBe('TIMEOUT');
    expect(['TIMEOUT', 'MEMORY_LIMIT']).toContain(await ends[1]);
  });

  it('with a call more than the run makes shows it', async () => {
    const runner = open();
    const { recording } = await runner.run(source, { record: true });
    const calls = [...recording!.calls, { id: 2, name: 'it.call', args: '=1' }];
    const again = await runner.replay({ ...recording!, calls });
    expect(again.difference?.what).toBe('the run made fewer calls than the recorded run');
  });
});

describe('a continuation', () => {
  const open = (over: object = {}) => {
    const tenants: (string | undefined)[] = [];
    const tell = (_: unknown, { tenant }: CapabilityContext) => (tenants.push(tenant), 1);
    const capabilities = { it: { ask: () => suspend(), tell } };
    const continuation_key = 'a key of the tests, long enough';
    return { runner: openRunner({ continuation_key, policy: { capabilities }, ...over }), tenants };
  };
  const source = string('export const main = async (input, { it }) => [await it.ask(), await it.tell()]');

  it('goes on for the tenant of its run, and for no other', async () => {
    const { runner, tenants } = open();
    const { continuation } = await runner.run(source, { tenant: 'a' });
    const other = await runner.resume(continuation!, 1, { tenant: 'b' });
    expect(other.error).toMatchObject({ code: 'INVALID_INPUT', details: { reason: 'mismatched' } });
    expect((await runner.resume(continuation!, 1)).stats.tenant).toBe('a');
    expect((await runner.resume(continuation!, 1, { tenant: 'a' })).value).toEqual([1, 1]);
    expect((await open({ tenant: 'b' }).runner.resume(continuation!, 1)).stats.tenant).toBe('a');
    const nobody = await runner.run(source);
    expect((await runner.resume(nobody.continuation!, 1, { tenant: 'b' })).ok).toBe(false);
    expect(tenants).toEqual(['a', 'a']);
  });
});

describe('calls that carry much', () => {
  const count = 110;
  const source = (call: string) =>
    string(`export async function main(input, { it }) {
      const text = 'x'.repeat(1_000_000);
      for (let n = 0; n < ${count}; n += 1) try { await it.${call} } catch (error) { return [n, error.code] }
      return ${count};
    }`);
  const open = () =>
    openRunner({
      timeout_ms: 60_000,
      policy: { capabilities: { it: { take: () => 1, give: () => 'x'.repeat(1_000_000) } } },
    });

  it('have a cap on all of it, before the sandbox is taken for a broken one', async () => {
    const runner = open();
    const ended: string[] = [];
    runner.on('host-end', ({ reason }) => ended.push(reason));
    expect((await runner.run(source('take(text)'))).value).toEqual([100, 'CAPABILITY_LIMIT']);
    expect(ended).toEqual([]);
  }, 60_000);

  it('are held by the service only where somebody may repeat the run, and then no more than fits', async () => {
    const runner = open();
    expect((await runner.run(source('give()'))).value).toBe(count);
    const kept = await runner.run(source('give()'), { record: true });
    expect(kept.value).toEqual([100, 'CAPABILITY_LIMIT']);
    expect((await runner.replay(kept.recording!)).difference).toBeUndefined();
  }, 60_000);
});

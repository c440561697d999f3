import { describe, expect, it } from 'vitest';
import { LIMITS, defaultLimits, type LimitName } from '@codelets/core';
import { LANGUAGE_GLOBALS, PRELUDE_GLOBALS } from '@codelets/guest';
import { FakeAdapter } from '../testing/fake-adapter.js';
import { resolveRunOptions } from './run-options.js';
import { resolveRunnerOptions } from './runner-options.js';

const base = () => resolveRunnerOptions(undefined).defaults;
const run = (options: unknown) => resolveRunOptions(options, base());
const ODD: readonly unknown[] = [null, 5, 'x', true, [], () => 1, Symbol('x'), 5n];

describe('the options of a run', () => {
  it('are the defaults when there are none', () => {
    expect(run(undefined)).toEqual(base());
    expect(run({})).toEqual(base());
    expect(base()).toEqual({
      input: undefined,
      globals: undefined,
      signal: undefined,
      onLog: undefined,
      tenant: undefined,
      limits: defaultLimits(),
      policy: undefined,
      record: false,
      input_schema: undefined,
      output_schema: undefined,
      explicit: new Set(),
    });
  });

  it.each(ODD)('cannot be %o', (options) => {
    expect(() => run(options)).toThrow(TypeError);
    expect(() => run(options)).toThrow(/^options must be an object, got /);
  });

  it.each(['timeout', 'timeoutMs', 'Input', 'sandbox', 'pool', 'capabilities', 'constructor', ''])(
    'do not know "%s"',
    (name) => {
      expect(() => run({ [name]: 1 })).toThrow(TypeError);
      expect(() => run({ [name]: 1 })).toThrow(
        `run() does not know the option "${name}"; it has timeout_ms, `,
      );
    },
  );

  it('do not know an own __proto__', () => {
    expect(() => run(JSON.parse('{"__proto__":1}'))).toThrow(/does not know the option "__proto__"/);
  });

  it.each(Object.keys(LIMITS) as LimitName[])('check %s and remember who set it', (name) => {
    const { minimum, maximum } = LIMITS[name];
    for (const value of [minimum - 1, maximum + 1, 1.5, NaN, '5', null, {}]) {
      expect(() => run({ [name]: value })).toThrow(new RegExp(`^${name} must be an integer`));
      expect(() => resolveRunnerOptions({ [name]: value })).toThrow(
        new RegExp(`^${name} must be an integer`),
      );
    }
    const resolved = run({ [name]: minimum });
    expect([resolved.limits[name], [...resolved.explicit]]).toEqual([minimum, [name]]);
    expect(run({ [name]: undefined })).toEqual(base());
    const inherited = resolveRunOptions({ input: 1 }, resolveRunnerOptions({ [name]: maximum }).defaults);
    expect([inherited.limits[name], [...inherited.explicit]]).toEqual([maximum, [name]]);
  });

  it.each([null, 5, 'x', {}, { aborted: true }, { addEventListener() {} }, () => 1])(
    'take no %o for a signal',
    (signal) => {
      expect(() => run({ signal })).toThrow(/^signal must be an AbortSignal, got /);
    },
  );

  it.each([null, 5, 'x', {}, []])('take no %o for on_log', (on_log) => {
    expect(() => run({ on_log })).toThrow(/^on_log must be a function, got /);
  });

  it.each([null, 5, 'x', [], () => 1])('take no %o for globals', (globals) => {
    expect(() => run({ globals })).toThrow(/^globals must be an object, got /);
  });

  it('take no globals that would be lost', () => {
    const message = 'globals must be a plain object, got an instance of a class';
    class Settings {
      rate = 1;
    }
    for (const globals of [new Map([['rate', 1]]), new Settings(), new Date(0)])
      expect(() => run({ globals })).toThrow(message);
    for (const globals of [Object.assign(Object.create(null), { rate: 1 }), { rate: 1 }])
      expect(run({ globals }).globals).toEqual({ rate: 1 });
  });

  it.each(['', 'a b', '1a', 'a-b', 'a.b', '\u0000', 'a\n'])('take no %j for the name of a global', (name) => {
    expect(() => run({ globals: { [name]: 1 } })).toThrow(/^globals: .* is not an identifier$/);
  });

  it.each([...LANGUAGE_GLOBALS, ...PRELUDE_GLOBALS, '__codelet_define__'])('keep the name %s', (name) => {
    expect(() => run({ globals: { [name]: 1 } })).toThrow(TypeError);
  });

  it.each([null, 5, {}, [], () => 1, '', 'x'.repeat(257)])('take no %o for a tenant', (tenant) => {
    const message = /^tenant must be a string of 1 to 256 characters, got /;
    expect(() => run({ tenant })).toThrow(message);
    expect(() => resolveRunnerOptions({ tenant })).toThrow(message);
  });

  it('take a tenant over that of the runner', () => {
    const { defaults } = resolveRunnerOptions({ tenant: 'a' });
    expect([defaults.tenant, run({ tenant: 'x'.repeat(256) }).tenant?.length]).toEqual(['a', 256]);
    expect(resolveRunOptions({ tenant: 'b' }, defaults).tenant).toBe('b');
    expect(resolveRunOptions({ tenant: undefined }, defaults).tenant).toBe('a');
  });

  it('take any other name for a global', () => {
    const globals = { process: 1, $: 1, _a1: 1, ünï: 1, settings: { f: 1 } };
    expect(run({ globals }).globals).toEqual(globals);
  });

  it('go over those of the runner: globals are merged, others replaced', () => {
    const [first, second] = [() => 1, () => 2];
    const defaults = resolveRunnerOptions({
      input: 1,
      globals: { a: 1, b: 1 },
      on_log: first,
      timeout_ms: 5,
      max_logs: 7,
    }).defaults;
    const over = resolveRunOptions({ input: 2, globals: { b: 2 }, on_log: second, timeout_ms: 6 }, defaults);
    expect(over).toMatchObject({
      input: 2,
      globals: { a: 1, b: 2 },
      onLog: second,
      limits: { timeout_ms: 6, max_logs: 7 },
    });
    expect(resolveRunOptions({ input: null }, defaults).input).toBeNull();
    expect(
      resolveRunOptions(
        { input: undefined, globals: undefined, signal: undefined, on_log: undefined },
        defaults,
      ),
    ).toEqual(defaults);
    expect(defaults.globals).toEqual({ a: 1, b: 1 });
  });
});

describe('the options of a runner', () => {
  it('have a pool with defaults', () => {
    expect(resolveRunnerOptions({}).pool).toMatchObject({
      min_ready: 1,
      max_queue: 1000,
      queue_timeout_ms: 10_000,
      max_runs_per_host: 1000,
    });
    expect(resolveRunnerOptions({}).pool.max_hosts).toBeGreaterThanOrEqual(4);
    expect(resolveRunnerOptions({ pool: { max_hosts: 1, min_ready: 0, max_queue: 0 } }).pool).toMatchObject({
      max_hosts: 1,
      min_ready: 0,
      max_queue: 0,
    });
  });

  it.each([['max_hosts', 0], ['max_hosts', 10_001], ['min_ready', -1], ['max_queue', -1], ['max_queue', 1.5], ['queue_timeout_ms', 0], ['queue_timeout_ms', 2 ** 31], ['max_hosts', '4'], ['min_ready', null]])(
    'refuse pool.%s of %o by name',
    (name, value) => {
      expect(() => resolveRunnerOptions({ pool: { [name]: value } })).toThrow(new RegExp(`^pool\\.${name} must be an integer from`));
    },
  ); // prettier-ignore

  it('refuse to keep more ready than there may be', () => {
    expect(() => resolveRunnerOptions({ pool: { max_hosts: 2, min_ready: 3 } })).toThrow(
      'pool.min_ready must not be greater than pool.max_hosts, got 3 and 2',
    );
  });

  it('have no budget and no bounds of a tenant that are narrower than those of all', () => {
    expect(resolveRunnerOptions({ pool: { max_hosts: 3, max_queue: 7 } }).pool).toMatchObject({
      max_memory_mb: undefined,
      per_tenant: { max_running: 3, max_queue: 7 },
    });
    const per_tenant = { max_running: 1 };
    expect(
      resolveRunnerOptions({ pool: { max_hosts: 3, per_tenant, max_memory_mb: 500 } }).pool,
    ).toMatchObject({
      max_memory_mb: 500,
      per_tenant: { max_running: 1, max_queue: 1000 },
    });
  });

  it.each([
    ['pool.max_memory_mb', { max_memory_mb: 0 }],
    ['pool.max_memory_mb', { max_memory_mb: '512' }],
    ['pool.per_tenant', { per_tenant: 5 }],
    ['pool.per_tenant', { per_tenant: { max: 5 } }],
    ['pool.per_tenant.max_running', { per_tenant: { max_running: 0 } }],
    ['pool.per_tenant.max_queue', { per_tenant: { max_queue: -1 } }],
    ['pool.per_tenant.max_queue', { per_tenant: { max_queue: null } }],
  ])('name %s when it is wrong: %o', (name, pool) => {
    expect(() => resolveRunnerOptions({ pool })).toThrow(TypeError);
    expect(() => resolveRunnerOptions({ pool })).toThrow(name);
  });

  it.each([null, 5, 'x', [], () => 1])('take no %o for a pool', (pool) => {
    expect(() => resolveRunnerOptions({ pool })).toThrow(/^pool must be an object/);
  });

  it('name what they do not know', () => {
    expect(() => resolveRunnerOptions({ pools: {} })).toThrow(
      'createCodeletRunner() does not know the option "pools"',
    );
    expect(() => resolveRunnerOptions({ pool: { max: 1 } })).toThrow(
      'pool does not know the option "max"; it has max_hosts, min_ready, max_queue, queue_timeout_ms, max_runs_per_host, max_memory_mb, per_tenant',
    );
  });

  it.each([null, 'vm2', 5, {}, () => 1, { name: 'x', spec: 1 }])('take no %o for a sandbox', (sandbox) => {
    expect(() => resolveRunnerOptions({ sandbox })).toThrow(
      /^sandbox must be a sandbox adapter such as vm2\(\), got /,
    );
  });

  it('refuse a sandbox for another contract', () => {
    const sandbox = Object.assign(new FakeAdapter(), { spec: 2 });
    expect(() => resolveRunnerOptions({ sandbox })).toThrow(
      /sandbox fake is made for version 2 of the contract/,
    );
    expect(resolveRunnerOptions({ sandbox: new FakeAdapter() }).sandbox).toBeInstanceOf(FakeAdapter);
  });
});

import {
  createCodeletRunner,
  runCodelet,
  type CodeletRunnerOptions,
  type CodeletRunOptions,
  type CodeletSource,
} from '@codelets/runner';
import { isolatedVm } from '@codelets/sandbox-isolated-vm';
import { nodeVm } from '@codelets/sandbox-node-vm';
import { quickjs } from '@codelets/sandbox-quickjs';
import { vm2 } from '@codelets/sandbox-vm2';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { INNOCENT, codeOf } from '../support/runners.js';

/** Wrong options of a run, with the field that the error has to name. */
const RUN_OPTIONS: readonly (readonly [field: string, options: unknown])[] = [
  ['options', 5],
  ['options', null],
  ['options', []],
  ['timeout', { timeout: 5 }],
  ['constructor', { constructor: 5 }],
  ['timeout_ms', { timeout_ms: -1 }],
  ['timeout_ms', { timeout_ms: 0 }],
  ['timeout_ms', { timeout_ms: 1.5 }],
  ['timeout_ms', { timeout_ms: NaN }],
  ['timeout_ms', { timeout_ms: Infinity }],
  ['timeout_ms', { timeout_ms: 2 ** 31 }],
  ['timeout_ms', { timeout_ms: '100' }],
  ['timeout_ms', { timeout_ms: null }],
  ['timeout_ms', { timeout_ms: 5n }],
  ['memory_mb', { memory_mb: 0 }],
  ['memory_mb', { memory_mb: 1e9 }],
  ['cpu_ms', { cpu_ms: 0 }],
  ['max_logs', { max_logs: -1 }],
  ['max_log_bytes', { max_log_bytes: 2 ** 40 }],
  ['max_result_bytes', { max_result_bytes: 0 }],
  ['max_input_bytes', { max_input_bytes: '1' }],
  ['max_source_bytes', { max_source_bytes: {} }],
  ['globals', { globals: 5 }],
  ['globals', { globals: [1] }],
  ['globals', { globals: null }],
  ['globals', { globals: { 'odd name': 1 } }],
  ['globals', { globals: { 1: 1 } }],
  ['globals', { globals: { Array: 1 } }],
  ['globals', { globals: { console: 1 } }],
  ['signal', { signal: {} }],
  ['signal', { signal: null }],
  ['on_log', { on_log: 'x' }],
];

const SOURCES: readonly (readonly [field: string, source: unknown])[] = [
  ['source', undefined],
  ['source', null],
  ['source', 'export const main = 1'],
  ['source', []],
  ['source.type', {}],
  ['source.type', { type: 'text', code: '' }],
  ['source.code', { type: 'string' }],
  ['source.code', { type: 'string', code: 5 }],
  ['source.code', { type: 'string', code: Buffer.from('x') }],
  ['source.path', { type: 'file' }],
  ['source.path', { type: 'file', path: new URL('file:///x') }],
  ['path', { type: 'string', code: '', path: 'x' }],
  ['code', { type: 'file', path: 'x', code: '' }],
  ['exportName', { type: 'string', code: '', exportName: 'x' }],
  ['source.export_name', { type: 'string', code: '', export_name: '' }],
  ['source.export_name', { type: 'string', code: '', export_name: 5 }],
  ['source.filename', { type: 'string', code: '', filename: 5 }],
];

const RUNNER_OPTIONS: readonly (readonly [field: string, options: unknown])[] = [
  ['options', 5],
  ['options', []],
  ['sandbox', { sandbox: {} }],
  ['sandbox', { sandbox: 'vm2' }],
  ['sandbox', { sandbox: null }],
  ['contract', { sandbox: { spec: 2, name: 'x', openHost() {}, traits() {} } }],
  ['pools', { pools: {} }],
  ['pool', { pool: 5 }],
  ['pool', { pool: null }],
  ['max_host', { pool: { max_host: 1 } }],
  ['pool.max_hosts', { pool: { max_hosts: 0 } }],
  ['pool.min_ready', { pool: { min_ready: -1 } }],
  ['pool.min_ready', { pool: { min_ready: 3, max_hosts: 2 } }],
  ['pool.max_queue', { pool: { max_queue: 1.5 } }],
  ['pool.queue_timeout_ms', { pool: { queue_timeout_ms: '1' } }],
  ['pool.max_memory_mb', { pool: { max_memory_mb: 0 } }],
  ['pool.per_tenant', { pool: { per_tenant: 1 } }],
  ['pool.per_tenant.max_running', { pool: { per_tenant: { max_running: 0 } } }],
  ['pool.per_tenant.max_queue', { pool: { per_tenant: { max_queue: -1 } } }],
  ['tenant', { tenant: '' }],
  ['timeout_ms', { timeout_ms: -1 }],
  ['globals', { globals: { Map: 1 } }],
];

const shown = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
};

describe('bad use is a TypeError that names the field', () => {
  let runner: ReturnType<typeof createCodeletRunner>;
  beforeAll(() => {
    runner = createCodeletRunner({ pool: { max_hosts: 1 } });
  });
  afterAll(() => runner.dispose());

  async function refusal(call: () => unknown): Promise<TypeError> {
    try {
      await call();
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(TypeError);
      return thrown as TypeError;
    }
    throw new Error('nothing was thrown');
  }

  it.each(RUN_OPTIONS.map(([field, options]) => [shown(options), field, options] as const))(
    'run(…, %s)',
    async (_, field, options) => {
      for (const run of [runner.run.bind(runner), runCodelet]) {
        expect((await refusal(() => run(INNOCENT, options as CodeletRunOptions))).message).toContain(field);
      }
      const prepared = await runner.prepare(INNOCENT);
      expect((await refusal(() => prepared.run(options as CodeletRunOptions))).message).toContain(field);
    },
  );

  it.each(SOURCES.map(([field, source]) => [shown(source), field, source] as const))(
    'run(%s)',
    async (_, field, source) => {
      expect((await refusal(() => runner.run(source as CodeletSource))).message).toContain(field);
      expect((await refusal(() => runner.prepare(source as CodeletSource))).message).toContain(field);
    },
  );

  it.each(RUNNER_OPTIONS.map(([field, options]) => [shown(options), field, options] as const))(
    'createCodeletRunner(%s)',
    async (_, field, options) => {
      expect((await refusal(() => createCodeletRunner(options as CodeletRunnerOptions))).message).toContain(
        field,
      );
    },
  );

  it.each<[string, (options: never) => unknown, string]>([
    ['vm2', vm2, 'isolation'],
    ['isolatedVm', isolatedVm, 'isolation'],
    ['quickjs', quickjs, 'isolation, trust'],
    ['nodeVm', nodeVm, 'trust, isolation'],
  ])('%s(…)', async (name, factory, known) => {
    for (const options of ['thread', 5])
      expect((await refusal(() => factory(options as never))).message).toBe(
        `${name}() takes an object of options, got ${options}`,
      );
    expect((await refusal(() => factory({ isolated: true } as never))).message).toBe(
      `${name}() does not know the option "isolated"; it has ${known}`,
    );
    await refusal(() => factory(null as never));
  });

  it('a refusal is a rejection of run, never an exception from it', () => {
    const rejected = runner.run(INNOCENT, { timeout_ms: -1 });
    return expect(rejected).rejects.toThrow(TypeError);
  });

  it('messages are short whatever was given', async () => {
    const { message } = await refusal(() =>
      runner.run(INNOCENT, { ['x'.repeat(100_000)]: 1 } as CodeletRunOptions),
    );
    expect(message.length).toBeLessThan(1000);
  });

  it('options that are undefined are options not given', async () => {
    const options = {
      timeout_ms: undefined,
      globals: undefined,
      signal: undefined,
      on_log: undefined,
      input: 1,
      memory_mb: undefined,
    };
    expect(await runner.run(INNOCENT, options)).toMatchObject({ ok: true, value: 2 });
    expect(codeOf(await runner.run({ ...INNOCENT, export_name: undefined, filename: undefined }))).toBe('ok');
  });

  it('options changed after the call change nothing', async () => {
    const options = { timeout_ms: 5000, input: { n: 1 }, globals: { G: 1 } };
    const source = { type: 'string' as const, code: 'export const main = ({ n }) => [n, G]' };
    const running = runner.run(source, options);
    source.code = 'export const main = () => "changed"';
    options.globals.G = 2;
    options.timeout_ms = -1;
    expect((await running).value).toEqual([1, 1]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxUnavailableError, type CodeletErrorCode, type CodeletResult } from '@codelets/core';
import { afterAll, describe, expect, it } from 'vitest';
import { BASE, fakeCommand, log, STATS, type Call } from '../../test/support/fake-context.js';
import { Interrupted, SandboxNotInstalledError } from '../failures.js';

const folder = mkdtempSync(join(tmpdir(), 'codelets-compare-'));
const file = join(folder, 'codelet.js');
writeFileSync(file, 'export const main = (x) => x');
afterAll(() => rmSync(folder, { recursive: true }));

const ok = (value: unknown): CodeletResult => ({ ...BASE, ok: true, value });
const fail = (code: CodeletErrorCode, message = 'told'): CodeletResult => ({
  ...BASE,
  ok: false,
  error: { code, message, name: 'Error', stack: `at ${Math.random()}` },
});

/** A command whose quickjs gives another result than the others. */
const odd = (result: CodeletResult, other: CodeletResult) => ({
  run: ({ sandbox }: Call) => (sandbox.startsWith('quickjs') ? other : result),
});

describe('what is run', () => {
  it('every sandbox that is a wall, in each host, with a runner of its own that ends', async () => {
    const { call, state } = fakeCommand();
    const { code, calls } = await call('compare', file, '--input', '1');
    expect(code).toBe(0);
    expect(calls.map(({ sandbox }) => sandbox)).toEqual(['vm2/process', 'vm2/thread', 'isolated-vm/process', 'quickjs/thread', 'quickjs/process']); // prettier-ignore
    expect([state.created.length, state.disposed]).toEqual([5, 5]);
  });

  it('everything with --trust, which is told to those that ask', async () => {
    const { call, state } = fakeCommand();
    await call('compare', file, '--trust');
    const trusted = state.created.filter(({ sandbox }) => 'trust' in sandbox);
    expect(trusted.map(({ sandbox }) => `${sandbox.name}/${sandbox.isolation}`)).toEqual(['quickjs/inline', 'node-vm/process', 'node-vm/thread']); // prettier-ignore
  });

  it('the same input and options in each, from one standard input', async () => {
    const argv = [
      '--input',
      '-',
      '--export',
      'other',
      '--timeout',
      '50',
      '--memory',
      '32',
      '--global',
      'a=1',
    ];
    const { call, state } = fakeCommand({ stdin: '{"n": 1}' });
    const { calls } = await call('compare', file, '--only', 'vm2', ...argv);
    expect(calls.map(({ options }) => options.input)).toEqual([{ n: 1 }, { n: 1 }]);
    expect(calls[0]?.source).toEqual({ type: 'file', path: file, export_name: 'other' });
    for (const options of state.created)
      expect(options).toMatchObject({ timeout_ms: 50, memory_mb: 32, globals: { a: 1 } });
  });

  it('so often as asked, with medians', async () => {
    let count = 0;
    const run = (): CodeletResult => {
      const [duration_ms, peak_memory_bytes] = [[9, 2], [1, 8], [2, 4]][count++ % 3] as [number, number]; // prettier-ignore
      return { ...ok(1), duration_ms, stats: { ...STATS, peak_memory_bytes: peak_memory_bytes * 2 ** 20 } };
    };
    const { calls, stdout } = await fakeCommand({ run }).call('compare', file, '--only', 'vm2', '-n', '3');
    expect(calls.length).toBe(6);
    expect(stdout).toMatch(/time \(median of 3\)/);
    expect(stdout).toMatch(/vm2\/process +ok +2\.0 ms +4\.0 MiB +1\n/);
  });
});

describe('sandboxes that agree', () => {
  it('give 0 and a row each', async () => {
    const { code, stdout, stderr } = await fakeCommand({ run: () => ok({ n: [1] }) }).call('compare', file);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('All 5 agree.');
    expect(
      stdout.match(/^(vm2|isolated-vm|quickjs)\/\w+ +ok +1\.0 ms +- +\{ "n": \[ 1 \] \}$/gm),
    ).toHaveLength(5);
  });

  it('may fail, and differ in time, memory and stacks', async () => {
    let count = 0;
    const run = (): CodeletResult => ({ ...fail('RUNTIME_ERROR'), duration_ms: (count += 1) });
    const { code, stdout } = await fakeCommand({ run }).call('compare', file);
    expect([code, stdout]).toEqual([0, expect.stringContaining('RUNTIME_ERROR')]);
  });
});

describe('a difference', () => {
  const logged = (...messages: string[]): CodeletResult => ({
    ...ok(1),
    logs: messages.map((each) => log(each)),
  });
  it.each<[string, CodeletResult, CodeletResult, string]>([
    ['of the result', ok(1), fail('TIMEOUT'), 'result'],
    ['of the value', ok({ a: [1] }), ok({ a: [2] }), 'value.a[0]'],
    ['of the message', fail('RUNTIME_ERROR', 'a'), fail('RUNTIME_ERROR', 'b'), 'error.message'],
    ['of a log line', logged('a', 'b'), logged('a', 'c'), 'logs[1].message'],
    ['of the number of lines', logged('a'), logged('a', 'b'), 'logs[1]'],
  ])('%s gives 1 and its place', async (_name, result, other, where) => {
    const { code, stdout } = await fakeCommand(odd(result, other)).call('compare', file);
    expect(code).toBe(1);
    const [, told = ''] = stdout.split('They differ:\n');
    expect(told).toContain(`  ${where}\n`);
    expect(told).toContain('in vm2/process, vm2/thread, isolated-vm/process\n');
    expect(told).toContain('in quickjs/thread, quickjs/process\n');
  });

  it('of an outcome is not told again as one of values', async () => {
    const { stdout } = await fakeCommand(odd(ok(1), fail('TIMEOUT'))).call('compare', file, '--json');
    expect(JSON.parse(stdout).differences).toEqual([
      {
        where: 'result',
        sides: [
          { sandboxes: ['vm2/process', 'vm2/thread', 'isolated-vm/process'], shown: '"ok"' },
          { sandboxes: ['quickjs/thread', 'quickjs/process'], shown: '"TIMEOUT"' },
        ],
      },
    ]);
  });

  describe('in the words of the engine', () => {
    const at = (text: string) => ({
      file: 'a.js',
      line: 1,
      column: 3,
      snippet: `> 1 | a ${text}\n    |   ^`,
    });
    const thrown = (name: string, message: string, text: string): CodeletResult => ({
      ...BASE,
      ok: false,
      error: { code: 'RUNTIME_ERROR', name, message, location: at(text) },
    });
    const caused = (cause: CodeletResult): CodeletResult => ({
      ...BASE,
      ok: false,
      error: { code: 'RUNTIME_ERROR', name: 'Mine', message: 'same', cause: cause.error! },
    });

    it.each<[string, CodeletResult, CodeletResult, string]>([
      [
        'its own error',
        thrown('TypeError', 'one', 'x.y()'),
        thrown('TypeError', 'other', 'x'),
        'error.message',
      ],
      ['one without a place', fail('RUNTIME_ERROR', 'one'), fail('RUNTIME_ERROR', 'other'), ''],
      [
        'a cause',
        caused(thrown('RangeError', 'one', 'x')),
        caused(thrown('RangeError', 'other', 'x')),
        'error.cause.message',
      ],
    ])('%s is no difference', async (_name, result, other, where) => {
      const [one, two] = [result, other].map((each) => structuredClone(each));
      for (const { error } of [one!, two!]) if (error?.name === 'Error') error.name = 'RangeError';
      const { code, stdout } = await fakeCommand(odd(one!, two!)).call('compare', file);
      expect([code, stdout]).toEqual([0, expect.stringContaining('All 5 agree.')]);
      expect(stdout).toContain(`its own words for its own errors`);
      expect(stdout).toContain(where);
      const json = await fakeCommand(odd(one!, two!)).call('compare', file, '--json');
      expect(JSON.parse(json.stdout)).toMatchObject({ agree: true, differences: [], wordings: [{}] });
    });

    it.each<[string, CodeletResult, CodeletResult, string]>([
      [
        'made by the codelet',
        thrown('TypeError', 'one', 'new TypeError(x)'),
        thrown('TypeError', 'other', 'new TypeError(x)'),
        'error.message',
      ],
      [
        'made without new',
        thrown('TypeError', 'one', 'TypeError(x)'),
        thrown('TypeError', 'other', 'TypeError(x)'),
        'error.message',
      ],
      [
        'of a class of the codelet',
        thrown('Mine', 'one', 'x'),
        thrown('Mine', 'other', 'x'),
        'error.message',
      ],
      ['of another name', thrown('TypeError', 'one', 'x'), thrown('RangeError', 'one', 'x'), 'error.name'],
    ])('an error %s is one', async (_name, result, other, where) => {
      const { code, stdout } = await fakeCommand(odd(result, other)).call('compare', file);
      expect([code, stdout]).toEqual([1, expect.stringContaining(where)]);
    });
  });

  it('at the end of long texts is shown', async () => {
    const { stdout } = await fakeCommand(
      odd(ok(`${'x'.repeat(999)}left`), ok(`${'x'.repeat(999)}right`)),
    ).call('compare', file);
    expect(stdout).toMatch(/\.\.\.x{20}left"\n/);
    expect(stdout).toMatch(/\.\.\.x{20}right"\n/);
  });

  it('between the runs of one sandbox is told', async () => {
    let count = 0;
    const { code, stdout } = await fakeCommand({ run: () => ok((count += 1)) }).call(
      'compare',
      file,
      '--only',
      'vm2/process',
      '-n',
      '2',
    );
    expect(stdout).toContain('vm2/process did not end alike every time');
    expect(code).toBe(0);
  });
});

describe('a sandbox that cannot be asked', () => {
  it.each<[string, () => unknown, string]>([
    [
      'is not installed',
      () => {
        throw new SandboxNotInstalledError('install\n\n  it');
      },
      'install it',
    ],
    [
      'cannot be loaded',
      () => {
        throw new SandboxUnavailableError('no binary');
      },
      'no binary',
    ],
    [
      'misses a dependency',
      () => {
        throw Object.assign(new Error('no wasm'), { code: 'ERR_MODULE_NOT_FOUND' });
      },
      'no wasm',
    ],
    ['cannot enforce a limit', () => fail('UNSUPPORTED', 'no memory'), 'no memory'],
    ['has no engine here', () => fail('SANDBOX_UNAVAILABLE', 'no engine'), 'no engine'],
  ])('because it %s is listed with the reason', async (_name, give, reason) => {
    // prettier-ignore
    const run = ({ sandbox }: Call): CodeletResult =>
      sandbox.startsWith('quickjs') ? (give() as CodeletResult) : ok(1);
    const { code, stdout } = await fakeCommand({ run }).call('compare', file);
    expect(stdout).toContain(`not run: quickjs/thread, quickjs/process: ${reason}\n`);
    expect(stdout).toContain('All 3 agree.');
    expect(code).toBe(0);
  });

  it('gives 3 when no other is left', async () => {
    const { code, stdout } = await fakeCommand().call('compare', file, '--only', 'node-vm');
    expect(code).toBe(3);
    expect(stdout).toContain('nothing was run');
  });

  it('is not blamed for a runner that cannot be loaded', async () => {
    const loadRunner = async (): Promise<never> => {
      throw Object.assign(new Error('no runner'), { code: 'ERR_MODULE_NOT_FOUND' });
    };
    const { code, stdout, stderr } = await fakeCommand({ context: { loadRunner } }).call('compare', file);
    expect([code, stdout, stderr]).toEqual([3, '', expect.stringContaining('no runner')]);
  });

  it('is a failure of the command when something else is wrong with it', async () => {
    const run = (): never => {
      throw new Error('broken');
    };
    const { code, stderr } = await fakeCommand({ run }).call('compare', file);
    expect([code, stderr]).toEqual([3, expect.stringContaining('broken')]);
  });
});

it('shows nothing that moves the cursor or passes for a row', async () => {
  const evil = '\u001b[2J\r\nvm2/process ok\u202e';
  const run = ({ sandbox }: Call): CodeletResult => ({
    ...(sandbox === 'vm2/process' ? ok({ [evil]: evil }) : fail('RUNTIME_ERROR', `${sandbox}${evil}`)),
    logs: [log(`${evil}${sandbox}`)],
  });
  const { stdout } = await fakeCommand({ run }).call('compare', file);
  // eslint-disable-next-line no-control-regex
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(stdout.match(/^vm2\/process/gm)).toHaveLength(1);
});

it('fits the terminal', async () => {
  const columns = 70;
  const command = fakeCommand(odd(ok('漢字'.repeat(100)), ok('\u{1F600}'.repeat(100))));
  Object.assign(command.stdout, { columns });
  const { stdout } = await command.call('compare', file);
  // Both kinds of characters are two columns wide, and two or one unit long.
  const width = (line: string): number => [...line].reduce((sum, each) => sum + (each > '\u2000' ? 2 : 1), 0);
  for (const line of stdout
    .split('They differ')[0]!
    .split('\n')
    .filter((each) => each.includes('ok'))) {
    expect(width(line)).toBeLessThanOrEqual(columns);
  }
});

it('ends when it is interrupted', async () => {
  const command = fakeCommand({
    run: () => {
      command.interrupt.abort(new Interrupted(130));
      return fail('ABORTED');
    },
  });
  const { code, calls, stdout } = await command.call('compare', file);
  expect([code, calls.length, stdout, command.state.disposed]).toEqual([130, 1, '', 1]);
});

describe('wrong use gives 2, starts nothing', () => {
  it.each<[string, string[], string]>([
    ['an unknown sandbox', [file, '--only', 'vm3'], 'there is no sandbox "vm3"'],
    ['no runs', [file, '--runs', '0'], 'from 1 to 1000'],
    ['a file that is not there', [join(folder, 'none.js')], 'there is no such file'],
    ['- twice', ['-', '--input', '-'], 'only one of FILE, --input and --policy'],
    ['an isolation', [file, '--isolation', 'thread'], 'unknown option'],
  ])('%s', async (_name, argv, expected) => {
    const command = fakeCommand();
    const { code, stdout, stderr } = await command.call('compare', ...argv);
    expect(stderr).toContain(expected);
    expect([code, stdout, command.state.created]).toEqual([2, '', []]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { BASE, fakeCommand, log } from '../../test/support/fake-context.js';
import { Interrupted } from '../failures.js';

const folder = mkdtempSync(join(tmpdir(), 'codelets-watching-'));
const file = join(folder, 'codelet.js');
const input = join(folder, 'input.json');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  writeFileSync(file, 'export const main = (x) => x');
  writeFileSync(input, '1');
});

it('runs again after a change, with a separator, until it is interrupted', async () => {
  const command = fakeCommand();
  const ending = command.call('run', file, '--input', `@${input}`, '--watch');
  await vi.waitFor(() => expect(command.calls).toHaveLength(1));
  expect(command.state.watched).toEqual([file, input]);
  writeFileSync(input, '2');
  command.state.changed(input);
  command.state.changed(input);
  await vi.waitFor(() => expect(command.calls).toHaveLength(2));
  await vi.waitFor(() => expect(command.stdout.text).toBe('1\n2\n'));
  expect(command.stderr.text).toBe(
    `watching codelet.js and input.json, ctrl-c ends\n${'-- 03:04:05 input.json changed '.padEnd(60, '-')}\n`,
  );
  command.interrupt.abort(new Interrupted(130));
  expect((await ending).code).toBe(130);
  expect(command.state).toMatchObject({ disposed: 1, watched: [] });
  expect(command.state.created).toHaveLength(1);
});

it('stops a run whose file has changed, and says nothing about it', async () => {
  const command = fakeCommand({
    run: async ({ options }) => {
      options.on_log(log('started'));
      if (command.calls.length > 1) return { ...BASE, ok: true, value: 'new' };
      await new Promise((resolve) => options.signal.addEventListener('abort', resolve));
      return { ...BASE, ok: false, error: { code: 'ABORTED', message: 'stopped' } };
    },
  });
  const ending = command.call('run', file, '--watch');
  await vi.waitFor(() => expect(command.calls).toHaveLength(1));
  command.state.changed(file);
  await vi.waitFor(() => expect(command.stdout.text).toBe('"new"\n'));
  expect(command.stderr.text).not.toContain('ABORTED');
  command.interrupt.abort(new Interrupted(130));
  await ending;
});

it('waits for the next change when the input or the file is broken', async () => {
  const command = fakeCommand();
  writeFileSync(input, '{');
  const ending = command.call('run', file, '--input', `@${input}`, '--watch');
  await vi.waitFor(() => expect(command.stderr.text).toContain('is not JSON'));
  writeFileSync(input, '7');
  rmSync(file);
  command.state.changed(file);
  await vi.waitFor(() => expect(command.stderr.text).toContain('there is no such file'));
  writeFileSync(file, 'export const main = 1');
  command.state.changed(file);
  await vi.waitFor(() => expect(command.stdout.text).toBe('7\n'));
  command.interrupt.abort(new Interrupted(130));
  expect((await ending).code).toBe(130);
});

it('aborts the run that is going on when it is interrupted', async () => {
  const command = fakeCommand({
    run: async ({ options }) => {
      await new Promise((resolve) => options.signal.addEventListener('abort', resolve));
      return { ...BASE, ok: false, error: { code: 'ABORTED', message: 'stopped' } };
    },
  });
  const ending = command.call('run', file, '--watch');
  await vi.waitFor(() => expect(command.calls).toHaveLength(1));
  command.interrupt.abort(new Interrupted(143));
  expect((await ending).code).toBe(143);
  expect(command.state.disposed).toBe(1);
});

it('ends with the failure of a sandbox that cannot be loaded', async () => {
  const command = fakeCommand({
    context: {
      loadSandbox: async () => {
        throw new Error('no sandbox');
      },
    },
  });
  expect((await command.call('run', file, '--watch')).code).toBe(3);
  expect(command.state.watched).toEqual([]);
});

it('reads standard input once for all runs', async () => {
  const command = fakeCommand({ stdin: '5' });
  const ending = command.call('run', file, '--input', '-', '--watch');
  await vi.waitFor(() => expect(command.stdout.text).toBe('5\n'));
  command.state.changed(file);
  await vi.waitFor(() => expect(command.stdout.text).toBe('5\n5\n'));
  command.interrupt.abort(new Interrupted(130));
  await ending;
});

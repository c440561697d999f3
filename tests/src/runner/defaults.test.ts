import { unwrap, CodeletFailedError } from '@codelets/runner';
import { describe, expect, it } from 'vitest';
import { INNOCENT, codeOf, openRunner, string } from '../support/runners.js';

describe('defaults of a runner', () => {
  it('hold for every run, and a run may set its own', async () => {
    const runner = openRunner({ timeout_ms: 500, max_logs: 1, input: 5, pool: { max_hosts: 1 } });
    expect((await runner.run(INNOCENT)).value).toBe(6);
    expect((await runner.run(INNOCENT, { input: 1 })).value).toBe(2);
    const slow = string('export const main = () => new Promise((r) => setTimeout(r, 900, "slow"))');
    expect(await runner.run(slow)).toMatchObject({
      error: { code: 'TIMEOUT', details: { limit_value: 500 } },
    });
    expect((await runner.run(slow, { timeout_ms: 5000 })).value).toBe('slow');
  });

  it("globals are merged, the run's own come first", async () => {
    const runner = openRunner({ globals: { A: 1, B: 1 }, pool: { max_hosts: 1 } });
    const source = string('export const main = () => [A, B, typeof C === "undefined" ? null : C]');
    expect((await runner.run(source)).value).toEqual([1, 1, null]);
    expect((await runner.run(source, { globals: { B: 2, C: 3 } })).value).toEqual([1, 2, 3]);
    expect((await runner.run(source)).value).toEqual([1, 1, null]);
  });

  it('on_log and signal may be defaults', async () => {
    const seen: string[] = [];
    const controller = new AbortController();
    const runner = openRunner({
      on_log: ({ message }) => seen.push(message),
      signal: controller.signal,
      pool: { max_hosts: 1 },
    });
    await runner.run(string('export const main = () => console.log("x")'));
    expect(seen).toEqual(['x']);
    controller.abort();
    expect(codeOf(await runner.run(INNOCENT))).toBe('ABORTED');
  });

  it('many runs on one signal leave no listeners behind', async () => {
    const { signal } = new AbortController();
    const warnings: Error[] = [];
    const listen = (warning: Error): void => void warnings.push(warning);
    process.on('warning', listen);
    const runner = openRunner({ pool: { max_hosts: 1 } });
    for (let n = 0; n < 20; n += 1) await runner.run(INNOCENT, { signal });
    await new Promise(setImmediate);
    process.off('warning', listen);
    expect(warnings).toEqual([]);
  });

  it('unwrap gives the value or throws what failed', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    expect(unwrap(await runner.run<number>(INNOCENT, { input: 1 }))).toBe(2);
    const failed = await runner.run(string('export const main = () => { throw new RangeError("x") }'));
    let thrown: unknown;
    try {
      unwrap(failed);
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown).toBeInstanceOf(CodeletFailedError);
    expect(thrown).toMatchObject({ code: 'RUNTIME_ERROR', error: failed.error });
  });
});

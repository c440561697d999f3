import type { CodeletRunner, RunnerEvents } from '@codelets/runner';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { INNOCENT, codeOf, openRunner, string } from '../support/runners.js';
import { waitUntil } from '../support/wait-until.js';

const NAMES = ['run-start', 'run-end', 'log', 'violation', 'host-start', 'host-end'] as const;

/** Writes down every event of a runner. */
function record(runner: CodeletRunner): { name: string; event: object }[] {
  const seen: { name: string; event: object }[] = [];
  for (const name of NAMES) runner.on(name, (event) => seen.push({ name, event }));
  return seen;
}

describe('events', () => {
  it('tell of a run from its start to its end, with one id', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const seen = record(runner);
    const result = await runner.run(
      string(
        'export function main() { console.log("a"); try { process } catch {} console.warn("b"); return 1 }',
      ),
    );
    const { run_id } = result.stats;
    const ofRun = seen.filter(({ name }) => !name.startsWith('host'));
    expect(ofRun).toEqual([
      { name: 'run-start', event: { run_id } },
      { name: 'log', event: { run_id, log: result.logs[0] } },
      { name: 'violation', event: { run_id, name: 'process', count: 1 } },
      { name: 'log', event: { run_id, log: result.logs[1] } },
      { name: 'run-end', event: { run_id, result } },
    ]);
  });

  it('of a run that never reaches a host are a start and an end too', async () => {
    const runner = openRunner();
    const seen = record(runner);
    expect(codeOf(await runner.run(string('export const main = (')))).toBe('SYNTAX_ERROR');
    expect(codeOf(await runner.run(string('import "fs"; export const main = () => 1')))).toBe(
      'POLICY_VIOLATION',
    );
    const names = seen.map(({ name }) => name).filter((name) => !name.startsWith('host'));
    expect(names).toEqual(['run-start', 'run-end', 'run-start', 'violation', 'run-end']);
  });

  it('tell of hosts that come and go', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const seen = record(runner);
    await runner.run(INNOCENT);
    await runner.dispose();
    const hosts = seen.filter(({ name }) => name.startsWith('host'));
    expect(hosts.map(({ name }) => name)).toEqual(['host-start', 'host-end']);
    expect(hosts[0]!.event).toEqual({ host_id: 1, memory_mb: 128 });
    expect(hosts[1]!.event).toMatchObject({ host_id: 1, reason: 'killed' });
  });

  it('go on when a listener throws, rejects, or takes itself away', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    const later: string[] = [];
    for (const name of NAMES) {
      runner.on(name, () => {
        throw new Error('listener');
      });
      runner.on(name, (() => Promise.reject(new Error('listener'))) as () => void);
      const stop = runner.on(name, () => stop());
      runner.on(name, () => void later.push(name));
    }
    const result = await runner.run(
      string('export function main() { console.log(1); try { fetch } catch {} return 1 }'),
    );
    expect(result).toMatchObject({ ok: true, value: 1, stats: { violations: 1 } });
    await runner.run(INNOCENT);
    expect(later.filter((name) => name === 'run-end')).toHaveLength(2);
    await runner.dispose();
    expect(new Set(later)).toEqual(new Set(NAMES));
  });

  it('stop for a listener that was taken away', async () => {
    const runner = openRunner({ pool: { max_hosts: 1 } });
    let count = 0;
    const stop = runner.on('run-end', () => (count += 1));
    await runner.run(INNOCENT);
    stop();
    stop();
    await runner.run(INNOCENT);
    expect(count).toBe(1);
  });

  it('have known names and functions as listeners', () => {
    const runner = openRunner({ pool: { min_ready: 0 } });
    expect(() => runner.on('end' as 'log', () => undefined)).toThrow(/"end"/);
    expect(() => runner.on('log', 5 as never)).toThrow(TypeError);
    expect(() => runner.on('__proto__' as 'log', () => undefined)).toThrow(TypeError);
  });

  it('are typed by their name', () => {
    const runner = openRunner({ pool: { min_ready: 0 } });
    runner.on('log', ({ log }) => expectTypeOf(log.message).toEqualTypeOf<string>());
    runner.on('host-end', (event) => expectTypeOf(event).toEqualTypeOf<RunnerEvents['host-end']>());
    // @ts-expect-error -- a violation has no log
    expect(() => runner.on('violation', ({ log }) => log)).not.toThrow();
    expectTypeOf(runner.on).parameter(0).toEqualTypeOf<keyof RunnerEvents>();
  });

  it('a listener may run and dispose', async () => {
    const runner = openRunner({ pool: { max_hosts: 2 } });
    let inner: unknown;
    const stop = runner.on('run-end', () => {
      stop();
      inner = runner.run(INNOCENT, { input: 1 });
    });
    await runner.run(INNOCENT);
    expect(await inner).toMatchObject({ ok: true, value: 2 });
    let ended = false;
    runner.on('run-start', () => void runner.dispose().then(() => (ended = true)));
    expect(codeOf(await runner.run(INNOCENT))).toBe('ABORTED');
    await waitUntil(() => ended);
  });
});

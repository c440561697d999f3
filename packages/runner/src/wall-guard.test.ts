import { WALL_NAMES, type SandboxTraits, type TraitsOptions, type WallStatus } from '@codelets/core';
import { describe, expect, it } from 'vitest';
import { FakeAdapter, settled } from './testing/fake-adapter.js';
import { SOURCE, codeOf, openRunner } from './testing/open-runner.js';
import { resolveRunnerOptions } from './options/runner-options.js';

const DOWN: WallStatus = { name: 'seccomp', state: 'down', reason: 'no bubblewrap', remedy: 'Install it' };
const UP: WallStatus = { name: 'network-namespace', state: 'up' };

function adapterWith(...walls: WallStatus[]) {
  const sandbox = new FakeAdapter();
  const asked: (TraitsOptions | undefined)[] = [];
  const { traits } = sandbox;
  const answer = { walls };
  sandbox.traits = async (options): Promise<SandboxTraits> => {
    asked.push(options);
    return { ...(await traits()), walls: answer.walls };
  };
  return { sandbox, asked, answer };
}

describe('walls', () => {
  it('are auto by default, and reach traits and every host', async () => {
    const { sandbox, asked } = adapterWith(UP);
    const { runner } = openRunner({ sandbox });
    await runner.run(SOURCE);
    await runner.describe();
    expect(asked).toEqual([{ walls: 'auto' }]);
    expect(sandbox.hosts.map(({ init }) => init.walls)).toEqual(['auto']);
  });

  it.each(['off', ['network-namespace']] as const)('are passed on: %o', async (walls) => {
    const { sandbox, asked } = adapterWith(UP);
    const { runner } = openRunner({ sandbox, walls });
    expect(codeOf(await runner.run(SOURCE))).toBe('ok');
    await runner.describe();
    expect(asked[0]).toEqual({ walls });
    expect(sandbox.hosts.map(({ init }) => init.walls)).toEqual([walls]);
  });

  it.each([{ require_walls: ['seccomp', 'network-namespace'] }, { walls: ['seccomp'] }])(
    'that are named and not up end every run, and start no host: %o',
    async (options) => {
      const { sandbox } = adapterWith(UP, DOWN);
      const { runner } = openRunner({ sandbox, ...options, pool: { min_ready: 1 } });
      for (let count = 0; count < 2; count += 1) {
        const { error } = await runner.run(SOURCE);
        expect(error?.code).toBe('UNSUPPORTED');
        expect(error?.message).toContain('seccomp (no bubblewrap)');
        expect(error?.details).toEqual({ walls: [DOWN] });
      }
      await settled();
      expect(sandbox.starts).toBe(0);
    },
  );

  it('that a sandbox does not report are not up', async () => {
    const { runner } = openRunner({ sandbox: adapterWith().sandbox, require_walls: ['memory-watch'] });
    const { error } = await runner.run(SOURCE);
    expect(error?.details).toMatchObject({ walls: [{ name: 'memory-watch', state: 'down' }] });
  });

  it('are asked again while one is not up, and then no more', async () => {
    const { sandbox, asked, answer } = adapterWith(DOWN);
    const { runner } = openRunner({ sandbox, require_walls: ['seccomp'] });
    expect(codeOf(await runner.run(SOURCE))).toBe('UNSUPPORTED');
    answer.walls = [{ name: 'seccomp', state: 'up' }];
    expect(codeOf(await runner.run(SOURCE))).toBe('ok');
    const { length } = asked;
    expect(codeOf(await runner.run(SOURCE))).toBe('ok');
    expect(asked.length).toBe(length);
  });
});

describe('the options for walls', () => {
  it.each(['on', null, 5, {}, ''])('walls cannot be %o', (walls) => {
    expect(() => resolveRunnerOptions({ walls })).toThrow(
      /^walls must be 'auto', 'off' or an array of names/,
    );
  });

  it.each(['auto', null, 5, {}])('require_walls cannot be %o', (require_walls) => {
    expect(() => resolveRunnerOptions({ require_walls })).toThrow(/^require_walls must be an array of names/);
  });

  it.each(['walls', 'require_walls'])('%s takes known names only', (field) => {
    expect(() => resolveRunnerOptions({ [field]: ['seccomp', 'moat'] })).toThrow(
      new RegExp(`^${field}\\[1\\]: there is no wall "moat"; there are process-group, .*other-user`),
    );
    expect(() => resolveRunnerOptions({ [field]: [5] })).toThrow(
      `${field}[0]: there is no wall a value of type`,
    );
    expect(() => resolveRunnerOptions({ [field]: [...WALL_NAMES] })).not.toThrow();
  });
});

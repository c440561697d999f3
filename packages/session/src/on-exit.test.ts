import type { HostExit } from '@codelets/core';
import { describe, expect, it } from 'vitest';
import { FakeHost, done, start, type Script } from './testing/fake-host.js';
import { onExit } from './on-exit.js';

describe('the end of a host', () => {
  it('is told to those who listen, also to those who come later, and not to those who left', async () => {
    const host = new FakeHost([]);
    const heard: [string, HostExit['reason']][] = [];
    const listen = (name: string) => onExit(host, ({ reason }) => heard.push([name, reason]));
    listen('first');
    listen('second')();
    host.exit('crashed');
    await host.exited;
    listen('third');
    expect(heard).toEqual([
      ['first', 'crashed'],
      ['third', 'crashed'],
    ]);
  });

  it('is asked for once, whatever number of deliveries a run has', async () => {
    const waits: Script = Array.from({ length: 40 }, () => ({ post }) => {
      post({ t: 'wait', ms: 0 });
      return {};
    });
    const { host, result } = start([
      ...waits,
      ({ post }) => {
        post(done(1));
        return {};
      },
    ]);
    let asked = 0;
    const then = host.exited.then.bind(host.exited);
    host.exited.then = ((...listeners: Parameters<typeof then>) => {
      asked += 1;
      return then(...listeners);
    }) as typeof host.exited.then;
    expect((await result).outcome).toMatchObject({ ok: true, value: 1 });
    expect(host.entries).toHaveLength(41);
    expect(asked).toBeLessThanOrEqual(1);
  });
});

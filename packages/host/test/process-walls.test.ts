import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { endAll, fixture, open } from './support.js';

afterEach(endAll);

describe.runIf(process.platform === 'linux')('a process host has', () => {
  it('an empty environment, the root as its folder, and its own group and session', async () => {
    const { pid } = await open();
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toBe('');
    expect(readlinkSync(`/proc/${pid}/cwd`)).toBe('/');
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [, , group, session] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    expect([group, session]).toEqual([pid, pid]);
  });

  it("none of the service's descriptors", async () => {
    const { pid } = await open();
    const targets = readdirSync(`/proc/${pid}/fd`).map((descriptor) => {
      const target = readlinkSync(`/proc/${pid}/fd/${descriptor}`);
      return [Number(descriptor), target.replace(/[:[].*/, '')] as const;
    });
    const sockets = targets.filter(([, kind]) => kind === 'socket').map(([descriptor]) => descriptor);
    expect(sockets).toEqual([0, 1, 2]);
    // The rest is the event loop's own.
    const own = ['anon_inode', 'pipe', '/dev/null'];
    expect(targets.filter(([, kind]) => kind !== 'socket' && !own.includes(kind))).toEqual([]);
  });

  it('no flag of the service, and no debugger', async () => {
    const { pid } = await open();
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    expect(command).toContain('--disallow-code-generation-from-strings');
    expect(command.filter((argument) => argument.startsWith('--inspect'))).toEqual([]);
  });

  it.runIf(Number(process.versions.node.split('.')[0]) >= 20)('no files but its own', async () => {
    const { run, posts } = await open({ engine: { module: fixture('reading-engine.cjs') } });
    await run('');
    expect(JSON.parse(posts[0] ?? '')).toEqual({
      engine: 'read',
      neighbour: 'ERR_ACCESS_DENIED',
      passwd: 'ERR_ACCESS_DENIED',
      environ: 'ERR_ACCESS_DENIED',
      write: 'ERR_ACCESS_DENIED',
      spawn: 'ERR_ACCESS_DENIED',
      worker: 'ERR_ACCESS_DENIED',
    });
  });
});

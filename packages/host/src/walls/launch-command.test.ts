import { describe, expect, it } from 'vitest';
import { launchCommand, type LaunchOptions } from './launch-command.js';
import type { OsWall, WallPlan } from './plan.js';

const tools = {
  bwrap: '/usr/bin/bwrap',
  unshare: '/usr/bin/unshare',
  setpriv: '/usr/bin/setpriv',
  prlimit: '/usr/bin/prlimit',
  sh: '/bin/sh',
  env: '/usr/bin/env',
};

function line(
  launcher: WallPlan['launcher'],
  walls: readonly OsWall[],
  options: Partial<LaunchOptions> = {},
) {
  const all = { tools, readable: ['/srv/app/engine.cjs'], user: 1_900_000_007, ...options };
  const command = launchCommand(
    { launcher, walls: new Set(walls) },
    ['/usr/bin/node', '--flag', 'a.cjs'],
    all,
  );
  return { ...command, text: [command.file, ...command.args].join(' ') };
}

describe('the command of a host', () => {
  it('is node itself where there are no walls', () => {
    expect(line('none', [])).toMatchObject({
      file: '/usr/bin/node',
      args: ['--flag', 'a.cjs'],
      seccomp: undefined,
    });
  });

  it('limits what it may open and write', () => {
    expect(line('none', ['resource-limits']).text).toBe(
      '/usr/bin/prlimit --core=0 --fsize=0 --nofile=64 -- /usr/bin/node --flag a.cjs',
    );
    const { file, args } = line('none', ['resource-limits'], {
      tools: { sh: '/bin/sh', env: '/usr/bin/env' },
    });
    expect([file, ...args.slice(2)]).toEqual([
      '/bin/sh',
      'sh',
      '/usr/bin/env',
      '-i',
      '/usr/bin/node',
      '--flag',
      'a.cjs',
    ]);
    expect(args[1]).toBe('ulimit -c 0 && ulimit -f 0 && ulimit -n 64 && exec "$@"');
    // Nobody may raise a limit.
    expect(line('none', ['resource-limits'], { open_files: 50 }).text).toContain(' --nofile=50 ');
    expect(line('none', ['resource-limits'], { open_files: 1024 }).text).toContain(' --nofile=64 ');
  });

  it('changes the user last, and asks again to end with what raised the walls', () => {
    const { text } = line('unshare', ['network-namespace', 'pid-namespace', 'other-user']);
    expect(text).toBe(
      '/usr/bin/unshare --net --pid --mount-proc --fork --kill-child -- /usr/bin/setpriv --reuid=1900000007 ' +
        '--regid=1900000007 --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs --pdeathsig=KILL -- ' +
        '/usr/bin/node --flag a.cjs',
    );
  });

  it('drops the capabilities that a user namespace gives', () => {
    const { text } = line('unshare', ['user-namespace', 'ipc-namespace'], { user: undefined });
    expect(text).toBe(
      '/usr/bin/unshare --map-root-user --ipc -- /usr/bin/setpriv --inh-caps=-all --bounding-set=-all --no-new-privs -- ' +
        '/usr/bin/node --flag a.cjs',
    );
  });
});

describe('the name of the machine', () => {
  const rename = 'false codelet 2>&- || { echo codelet > /proc/sys/kernel/hostname; } 2>&-; exec "$@"';

  it('is changed before privileges are dropped', () => {
    const { args } = line('unshare', ['uts-namespace', 'other-user']);
    expect(args.slice(0, 8)).toEqual(['--uts', '--', '/bin/sh', '-c', rename, 'sh', '/usr/bin/env', '-i']);
    expect(args[8]).toBe('/usr/bin/setpriv');
  });

  it('is changed by the program for it, which an ordinary user needs', () => {
    const { args } = line('unshare', ['uts-namespace'], { tools: { ...tools, hostname: '/bin/hostname' } });
    expect(args[4]).toContain('/bin/hostname codelet 2>&- || ');
  });

  it('stays where nothing could change it, and in its own namespace', () => {
    expect(line('unshare', ['uts-namespace'], { tools: {} }).text).not.toContain('codelet ');
    expect(line('unshare', ['network-namespace']).text).not.toContain('codelet ');
  });
});

describe.runIf(process.platform === 'linux')('the command with bwrap', () => {
  const walls = ['network-namespace', 'pid-namespace', 'mount-namespace', 'seccomp'] as const;

  it('shows what node reads, read-only, and nothing else', () => {
    const { args } = line('bwrap', walls);
    const after = (flag: string): string[] =>
      args.flatMap((arg, index) => (arg === flag ? [args[index + 1] ?? ''] : []));
    expect(after('--ro-bind')).toEqual(expect.arrayContaining([process.execPath, '/srv/app/engine.cjs']));
    for (const flag of ['--bind', '--dev', '--proc', '--tmpfs', '--share-net'])
      expect(args).not.toContain(flag);
    for (const path of ['/', '/etc', '/home', '/usr', '/usr/bin', '/run'])
      expect(after('--ro-bind')).not.toContain(path);
    expect(after('--dir')).toEqual(expect.arrayContaining(['/srv', '/srv/app', '/etc', '/dev']));
    expect(after('--remount-ro')).toEqual(['/']);
    expect(args).toEqual(expect.arrayContaining(['--die-with-parent', '--cap-drop', 'ALL']));
    expect(args.slice(-4)).toEqual(['--', '/usr/bin/node', '--flag', 'a.cjs']);
  });

  it('hands the filter over on the descriptor that it names', () => {
    const { args, seccomp } = line('bwrap', walls);
    expect(args[args.indexOf('--seccomp') + 1]).toBe('3');
    expect(seccomp?.length).toBeGreaterThan(100);
    expect(line('bwrap', ['mount-namespace']).seccomp).toBeUndefined();
  });

  it('keeps the capabilities that a change of user takes, and no others', () => {
    const { args } = line('bwrap', [...walls, 'other-user']);
    const added = args.flatMap((arg, index) => (arg === '--cap-add' ? [args[index + 1]] : []));
    expect(added).toEqual(['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP']);
    expect(args.join(' ')).toContain('-- /usr/bin/setpriv --reuid=1900000007');
    expect(line('bwrap', walls).args).not.toContain('--cap-add');
  });
});

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIST, fixture } from './support.js';

const SETPRIV = '/usr/bin/setpriv';
const PRLIMIT = '/usr/bin/prlimit';
const isRoot = process.getuid?.() === 0;

interface Told {
  /** The state of each wall by name, or why it is down. */
  readonly walls: Readonly<Record<string, string>>;
  readonly value: string | undefined;
  readonly exit: string | undefined;
  readonly left: readonly string[];
}

/** A service of its own that tells what its walls are, runs something, and ends a host that loops. */
const SERVICE = `
  import { readdirSync, readFileSync } from 'node:fs';
  const [, dist, module] = process.argv;
  const { hosted } = await import(dist);
  const adapter = hosted({ name: 'fixture', module, options: {}, packages: [], boundary: 'none', thread_time: 'loops',
    deterministic: false, install: 'npm install fixture' }, { isolation: 'process' });
  const { walls } = await adapter.traits();
  const told = { walls: Object.fromEntries(walls.map(({ name, state, reason, remedy }) =>
    [name, state === 'up' ? 'up' : reason + ' / ' + remedy])), left: [] };
  const init = { prelude: '(post) => { globalThis.post = post; return () => {}; }', memory_bytes: 64 << 20 };
  try {
    const host = await adapter.openHost(init);
    host.setReferenced(true);
    const posted = [];
    const realm = await host.openRealm((text) => posted.push(text));
    const limits = { budget_ms: 10000, memory_bytes: 64 << 20, cpu_ms: undefined };
    await realm.enter([{ script: 'post("here")', filename: 'a.js' }], limits);
    told.value = posted.join();
    realm.enter([{ script: 'for (;;);', filename: 'b.js' }], limits).catch(() => {});
    setTimeout(() => host.kill(), 100);
    told.exit = (await host.exited).reason;
    const marks = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
    const read = (name, file) => { try { return readFileSync('/proc/' + name + '/' + file, 'latin1'); } catch { return ''; } };
    const parents = new Map(marks.map((name) => [name, /^PPid:\\s+(\\d+)/m.exec(read(name, 'status'))?.[1]]));
    const isHere = (name) => name !== undefined && (parents.get(name) === String(process.pid) || isHere(parents.get(name)));
    const isGone = (name) => /^State:\\s+Z/m.test(read(name, 'status'));
    told.left = marks.filter((name) => isHere(name) && read(name, 'cmdline').includes('process-child') && !isGone(name));
  } catch (error) {
    told.exit = error.message;
  }
  console.log(JSON.stringify(told));
`;

async function runBehind(...command: readonly string[]): Promise<Told> {
  const [file = '', ...args] = [...command, process.execPath, '--input-type=module', '-e', SERVICE];
  const child = spawn(file, [...args, DIST, fixture('engine.cjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(said) as Told;
}

const isLinux = process.platform === 'linux';

describe.runIf(isLinux && existsSync(SETPRIV) && existsSync(PRLIMIT))(
  'a service',
  { timeout: 60_000 },
  () => {
    it.runIf(isRoot)(
      'that may end nobody but its own gives no host another user: it could not end it',
      async () => {
        const told = await runBehind(SETPRIV, '--bounding-set=-kill', '--inh-caps=-kill');
        expect(told.walls['other-user']).toContain('CAP_KILL');
        expect(told).toMatchObject({ value: 'here', exit: 'killed', left: [] });
      },
    );

    it('that may open few files itself has its hosts open no more', async () => {
      const told = await runBehind(PRLIMIT, '--nofile=60:60');
      expect(told.walls['resource-limits']).toBe('up');
      expect(told).toMatchObject({ value: 'here', exit: 'killed', left: [] });
    });
  },
);

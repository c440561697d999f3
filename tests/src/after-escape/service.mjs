// The service that an attempt is made against: a process of its own, so that an attempt may end it. Orders come as
// lines of JSON on stdin, what happens goes as lines of JSON to stdout.
import { openSync, readFileSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ATTEMPTS, WITHIN_HOST } from './catalogue/index.mjs';
import { levelOf } from './levels.mjs';
import { openPlainHost } from './plain-host.mjs';
import { leaveOutTheScrub } from './unscrubbed.mjs';

const MEBIBYTE = 1024 * 1024;
const MEMORY_BYTES = 64 * MEBIBYTE;

const [folder] = process.argv.slice(2);
let level = levelOf('off');
leaveOutTheScrub(folder, () => !level.scrub);
const { hosted } = await import('@codelets/host');

/** Kept in memory and on an open descriptor of a file that has no name any more. */
const heap_canary = readFileSync(join(folder, 'heap-canary'));
const open_canary = openSync(join(folder, 'open-canary'), 'r+');
unlinkSync(join(folder, 'heap-canary'));

const adapter = hosted(
  {
    name: 'attacker',
    module: join(folder, 'engine.cjs'),
    options: {},
    packages: [],
    boundary: 'none',
    thread_time: 'loops',
    deterministic: false,
    install: 'npm install attacker',
  },
  { isolation: 'process' },
);

const tell = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

async function openHost() {
  if (level.start === 'fork') return openPlainHost(folder, open_canary);
  const host = await adapter.openHost({ prelude: '', memory_bytes: MEMORY_BYTES, walls: level.walls });
  const limits = { budget_ms: 10_000, memory_bytes: MEMORY_BYTES, cpu_ms: undefined };
  return {
    exited: host.exited,
    channel: { kind: 'frames', descriptor: 1 },
    kill: () => host.kill(),
    output: () => Buffer.alloc(0),
    async openRealm(post) {
      const realm = await host.openRealm(post);
      return {
        realm: 0,
        run: ({ order, code }) =>
          realm.enter([{ message: JSON.stringify(order) }, { script: code, filename: 'attempt.js' }], limits),
        dispose: () => realm.dispose(),
      };
    },
  };
}

/** The hosts' processes below this one: not the reaper. */
function hostProcesses() {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // Gone meanwhile.
    }
  }
  const isBelow = (pid) => pid !== undefined && (parents.get(pid) === process.pid || isBelow(parents.get(pid)));
  return [...parents.keys()].filter((pid) => isBelow(pid) && isHost(pid));
}

function isHost(pid) {
  try {
    return /process-child|plain-child|child-without-scrub/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
  } catch {
    return false;
  }
}

/** Resolves to `'late'` unless `work` settles before. */
function within(milliseconds, work) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve('late'), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function carryOut({ attempt: id, level: level_id, variant, recognition, range }) {
  const attempt = [...ATTEMPTS, ...WITHIN_HOST].find((candidate) => candidate.id === id);
  level = levelOf(level_id);
  const hosts = [];
  const before = new Set(hostProcesses());
  const aims = { service_pid: process.pid };
  if (attempt.sibling) {
    const sibling = await openHost();
    hosts.push(sibling);
    const { realm } = await sibling.openRealm((text) => tell({ sibling_said: text }));
    Object.assign(aims, { sibling_realm: realm, sibling_pid: hostProcesses().findLast((pid) => !before.has(pid)) });
    void sibling.exited.then(({ reason }) => tell({ sibling_ended: reason }));
  }
  const host = await openHost();
  hosts.push(host);
  const ended = host.exited.then((exit) => {
    tell({ host_ended: exit });
    return exit;
  });
  let posts = 0;
  const realm = await host.openRealm((text) => {
    posts += 1;
    if (posts <= 1000) tell({ said: text });
  });
  tell({ hosts: hostProcesses().filter((pid) => !before.has(pid)) });
  const order = { variant, recognition, range: { ...range, ...aims, channel: host.channel, realm: realm.realm } };
  const run = realm.run({ order, code: `(${attempt.code})` });
  const entry = await within(attempt.deadline_ms ?? 2000, run.then((report) => ({ report }), () => 'gone'));
  tell({ entry });
  if (attempt.later && entry !== 'gone') {
    realm.dispose();
    const next = await host.openRealm((text) => tell({ later_said: text }));
    const innocent = `({ say }, { input }) => { say('innocent ' + input); }`;
    await within(2000, next.run({ order: { variant: 'found', range: { input: range.later_input } }, code: innocent }).catch(() => 0));
  }
  for (const one of hosts) one.kill();
  await within(attempt.survives_ms ?? 1500, ended);
  tell({ posts, output: host.output().toString('latin1', 0, 65_536) });
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    await carryOut(JSON.parse(line));
    tell({ done: true, kept: heap_canary.length });
  } catch (error) {
    tell({ done: true, failed: error.stack });
  }
}
process.exit(0);

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

const INNOCENT = "({ say }, { input }) => { say('innocent ' + input); }";

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
  const isBelow = (pid) =>
    pid !== undefined && (parents.get(pid) === process.pid || isBelow(parents.get(pid)));
  return [...parents.keys()].filter((pid) => isBelow(pid) && isHost(pid));
}

function isHost(pid) {
  try {
    return /process-child|plain-child|child-without-scrub/.test(
      readFileSync(`/proc/${pid}/cmdline`, 'latin1'),
    );
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

/** A host that attempts share, as long as they leave it in order. */
let shared;

async function takeHost(isShared) {
  if (!isShared) return openHost();
  if (shared?.level !== level || shared.is_gone) {
    shared?.host.kill();
    const fresh = { level, host: await openHost(), is_gone: false };
    void fresh.host.exited.then(() => (fresh.is_gone = true));
    shared = fresh;
  }
  return shared.host;
}

async function carryOut({ attempt: id, level: level_id, variant, recognition, range }) {
  const attempt = [...ATTEMPTS, ...WITHIN_HOST].find((candidate) => candidate.id === id);
  level = levelOf(level_id);
  let isOver = false;
  // What a host of an attempt that is over still says is not for the next one.
  const say = (message) => {
    if (!isOver) tell(message);
  };
  const before = new Set(hostProcesses());
  const aims = { service_pid: process.pid };
  let sibling;
  if (attempt.sibling) {
    sibling = await openHost();
    const { realm } = await sibling.openRealm((text) => say({ sibling_said: text }));
    const sibling_pid = hostProcesses().findLast((pid) => !before.has(pid));
    Object.assign(aims, { sibling_realm: realm, sibling_pid });
    void sibling.exited.then(({ reason }) => say({ sibling_ended: reason }));
  }
  const isShared = !['alone', 'sibling', 'later', 'watch', 'spoils', 'deadline_ms', 'stays_ms'].some(
    (name) => attempt[name],
  );
  const host = await takeHost(isShared);
  const ended = host.exited.then((exit) => say({ host_ended: exit }));
  let posts = 0;
  const realm = await host.openRealm((text) => {
    posts += 1;
    if (posts <= 1000) say({ said: text });
  });
  const hosts = isShared ? [] : hostProcesses().filter((pid) => !before.has(pid));
  await beLookedAt(hosts);
  const order = {
    variant,
    recognition,
    range: { ...range, ...aims, channel: host.channel, realm: realm.realm },
  };
  const run = realm.run({ order, code: `(${attempt.code})` });
  const entry = await within(
    attempt.deadline_ms ?? 2000,
    run.then(
      (report) => ({ report }),
      () => 'gone',
    ),
  );
  say({ entry });
  if (attempt.watch) await beLookedAt([]);
  if (attempt.stays_ms && entry !== 'gone') {
    // As when a run is over: the host is kept for the next one.
    realm.dispose();
    say({ outstayed: (await within(attempt.stays_ms, ended)) === 'late' });
    if (attempt.watch) await beLookedAt([]);
  }
  if (attempt.later && entry !== 'gone') {
    realm.dispose();
    const next = await host.openRealm((text) => say({ later_said: text }));
    const later = { order: { variant: 'found', range: { input: range.later_input } }, code: INNOCENT };
    await within(
      2000,
      next.run(later).catch(() => undefined),
    );
  }
  if (isShared && entry.report !== undefined) realm.dispose();
  else {
    if (isShared) shared = undefined;
    host.kill();
    await within(attempt.survives_ms ?? 3000, ended);
  }
  sibling?.kill();
  if (sibling) await within(3000, sibling.exited);
  say({ posts, output: host.output().toString('latin1', 0, 65_536) });
  isOver = true;
}

const lines = createInterface({ input: process.stdin });
let proceed = () => undefined;

/** Lets the test look at the processes before anything goes on. */
function beLookedAt(hosts) {
  tell({ look: hosts });
  return new Promise((resolve) => (proceed = resolve));
}

async function obey(order) {
  try {
    await carryOut(order);
    tell({ done: true, kept: heap_canary.length });
  } catch (error) {
    tell({ done: true, failed: error.stack });
  }
}

lines.on('line', (line) => {
  const order = JSON.parse(line);
  if (order.looked) proceed();
  else void obey(order);
});
lines.on('close', () => process.exit(0));

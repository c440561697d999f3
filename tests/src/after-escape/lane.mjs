// Makes attempts one after the other, each against a service of its own or one that survived the last attempt, and
// collects what is seen from outside.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { layCanaries } from './canaries.mjs';
import { openObservers } from './observers.mjs';
import { busyThreads, factsOf, isAlive, marked, sharesPids } from './processes.mjs';

const SERVICE = fileURLToPath(new URL('./service.mjs', import.meta.url));
/** A service that says nothing for so long hangs. */
const SILENCE_MS = 25_000;
/** Under a second even on a busy machine. */
const GOING_MS = 1500;
/** A thread that did anything at all has used this much. */
const BUSY_TICKS = 8;

export class Lane {
  #node;
  #canaries;
  #observers;
  #service;

  /** @param {string} node the Node that service and child run on */
  constructor(node) {
    this.#node = node;
  }

  /**
   * Makes one attempt and judges it.
   *
   * @param {import('./catalogue/index.mjs').Attempt} attempt
   * @param {string} level
   * @param {'held' | 'found'} variant
   */
  async run(attempt, level, variant) {
    const seen = await this.#observe(attempt, level, variant);
    const proof = attempt.proof(seen);
    if (attempt.spoils === true || !isAlive(this.#service?.process.pid)) await this.#endService();
    return { outcome: proof ? 'reached' : seen.entry === 'gone' ? 'gone' : 'denied', proof, seen };
  }

  async close() {
    await this.#endService();
  }

  async #observe(attempt, level, variant) {
    const service = (this.#service ??= await this.#startService());
    const { folder, secrets, range } = this.#canaries;
    const nonce = `nonce-${randomBytes(8).toString('hex')}`;
    const drop_folder = join(folder, 'drop');
    rmSync(drop_folder, { recursive: true, force: true });
    mkdirSync(drop_folder);
    chmodSync(drop_folder, 0o777);
    const decoy = attempt.decoy ? spawn('/bin/sleep', ['20']) : undefined;
    const service_before = factsOf(service.process.pid);
    const seen = {
      nonce,
      secrets,
      said: '',
      sibling_said: '',
      later_said: '',
      output: '',
      errors: '',
      entry: undefined,
      host_ended: undefined,
      sibling_ended: undefined,
      failed: undefined,
      events: this.#observers.events,
      later_input: `input-${randomBytes(8).toString('hex')}`,
      decoy_pid: decoy?.pid,
      most_marked: 0,
      marked_at_end: 0,
      posts: 0,
      most_service_bytes: 0,
      most_resident_bytes: 0,
      outstayed: false,
      busy_threads: 0,
      user_changed: false,
      shares_pids: false,
    };
    this.#observers.events.length = 0;
    service.errors = '';

    const hosts = [];
    const known = new Map();
    const users = new Map();
    const watch = () => {
      const now = marked(nonce).length;
      seen.most_marked = Math.max(seen.most_marked, now);
      const { resident_bytes } = factsOf(service.process.pid);
      seen.most_service_bytes = Math.max(seen.most_service_bytes, resident_bytes);
      for (const pid of hosts) {
        const facts = factsOf(pid);
        if (!users.has(pid)) users.set(pid, facts.user);
        seen.user_changed ||= facts.name !== '' && facts.user !== users.get(pid);
        seen.most_resident_bytes = Math.max(seen.most_resident_bytes, facts.resident_bytes);
        seen.shares_pids ||= sharesPids(pid);
        for (const { thread, ticks } of busyThreads(pid)) {
          if (!known.has(thread)) known.set(thread, thread === pid ? Infinity : ticks);
          if (ticks - known.get(thread) >= BUSY_TICKS) seen.busy_threads += 1;
        }
      }
    };
    const timer = attempt.watch ? setInterval(watch, 20) : undefined;

    service.onMessage = (message) => {
      if (message.said !== undefined) {
        seen.said += `${message.said}\n`;
        const port = /^listening (\d+)/.exec(message.said)?.[1];
        if (port) this.#observers.visit(port);
      }
      for (const key of ['sibling_said', 'later_said'])
        if (message[key] !== undefined) seen[key] += `${message[key]}\n`;
      // Later the service itself ends it.
      if (message.sibling_ended !== undefined && seen.entry === undefined)
        seen.sibling_ended = message.sibling_ended;
      for (const key of ['posts', 'entry', 'host_ended', 'output', 'failed', 'outstayed']) {
        if (message[key] !== undefined) seen[key] = message[key];
      }
      if (message.look) {
        hosts.push(...message.look);
        if (attempt.watch) watch();
        service.send({ looked: true });
      }
    };
    const order_range = {
      ...range,
      ...this.#observers.range,
      nonce,
      drop_folder,
      later_input: seen.later_input,
    };
    const { recognition } = secrets;
    service.send({ attempt: attempt.id, level, variant, recognition, range: order_range });
    const done = await service.done();
    if (attempt.aftermath_ms) await new Promise((resolve) => setTimeout(resolve, attempt.aftermath_ms));
    clearInterval(timer);
    watch();
    seen.marked_at_end = marked(nonce).length;

    const pid = service.process.pid;
    seen.service = {
      alive: isAlive(pid),
      hangs: done === 'silent',
      ended_by: service.process.signalCode ?? service.process.exitCode,
      before: service_before,
      after: factsOf(pid),
    };
    seen.errors = service.errors;
    seen.hosts_left = await this.#remaining(hosts);
    seen.dropped = readdirSync(drop_folder).map((name) => ({
      name,
      bytes: statSync(join(drop_folder, name)).size,
    }));
    seen.engine_changed = readFileSync(range.engine_file, 'latin1').includes(nonce);
    seen.open_file = readFileSync(join(folder, 'open-canary'), 'latin1');
    seen.secret_exists = readdirSync(range.secret_folder).includes('file');
    decoy?.kill('SIGKILL');
    for (const left of [...hosts.filter(isAlive), ...marked(nonce)]) kill(left);
    if (seen.service.hangs || seen.failed !== undefined) await this.#endService();
    return seen;
  }

  /** How many are still there when they had time to go: the programs around a host end one after the other. */
  async #remaining(hosts) {
    const until = performance.now() + GOING_MS;
    while (hosts.some(isAlive) && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 10));
    return hosts.filter(isAlive).length;
  }

  async #startService() {
    this.#canaries = layCanaries();
    const { folder, secrets } = this.#canaries;
    this.#observers = await openObservers(folder, secrets.listed);
    // A debugger that is opened by a signal takes any free port. Its own group: an attempt may end all of it.
    const flags = ['--inspect-port=0', SERVICE, folder, secrets.argument];
    const child = spawn(this.#node, flags, {
      cwd: join(folder, 'secret'),
      env: { PATH: process.env.PATH, SECRET: secrets.environment, HOME: folder },
      stdio: 'pipe',
      detached: true,
    });
    const service = {
      process: child,
      errors: '',
      onMessage: () => undefined,
      send: undefined,
      done: undefined,
    };
    child.stderr.setEncoding('utf8').on('data', (text) => (service.errors += text));
    child.stdin.on('error', () => undefined);
    const closed = once(child, 'close').then(() => 'closed');
    let finish = () => undefined;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line);
      service.onMessage(message);
      if (message.done) {
        if (message.failed) service.onMessage({ failed: message.failed });
        finish('done');
      }
    });
    service.send = (order) => child.stdin.write(`${JSON.stringify(order)}\n`);
    service.done = async () => {
      const answered = new Promise((resolve) => (finish = resolve));
      let timer;
      const silent = new Promise((resolve) => (timer = setTimeout(resolve, SILENCE_MS, 'silent')));
      return Promise.race([answered, closed, silent]).finally(() => clearTimeout(timer));
    };
    service.closed = closed;
    return service;
  }

  async #endService() {
    const service = this.#service;
    if (service === undefined) return;
    this.#service = undefined;
    kill(-service.process.pid);
    await service.closed;
    this.#observers.close();
    rmSync(this.#canaries.folder, { recursive: true, force: true });
  }
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

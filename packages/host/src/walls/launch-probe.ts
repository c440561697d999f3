import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { descendantsOf, findEngine, mayEnd } from './engine-process.js';
import { launchCommand } from './launch-command.js';
import type { WallPlan } from './plan.js';
import { missingWalls } from './process-facts.js';
import type { SurveyedMachine } from './survey-machine.js';

/** Whether a plan works here, and what was said if not. */
export type ProbeOutcome = { readonly works: true } | { readonly works: false; readonly reason: string };

/** Long for a loaded machine; node takes about 50 ms to start. */
const PROBE_MS = 10_000;
const STDERR_BYTES = 4096;

/** Opens what the engine needs, says so, and stays to be looked at. */
const SCRIPT = `
const fs = require('node:fs');
try {
  for (const file of process.argv.slice(1)) {
    if (fs.statSync(file).isDirectory()) fs.readdirSync(file);
    else fs.closeSync(fs.openSync(file));
  }
} catch (error) {
  fs.writeSync(2, 'files of the sandbox cannot be read there (' + error.code + ')\\n');
  process.exit(1);
}
fs.writeSync(1, 'ready');
process.stdin.resume();
`;

const NOT_TO_END = 'the service may not end it: it is root without CAP_KILL';

/** What programs say, and how they end, that could not get a process, a thread or memory. */
const SHORT_OF =
  /temporarily unavailable|cannot fork|cannot allocate|out of memory|too many open files|\b(?:EAGAIN|ENOMEM|EMFILE|ENFILE)\b/i;
const SHORT_SIGNALS: ReadonlySet<string> = new Set(['SIGKILL', 'SIGABRT', 'SIGTRAP']);
/** As a shell-like parent tells those signals. */
const SHORT_CODES: ReadonlySet<number> = new Set([133, 134, 137]);

/** Something of the moment, such as a machine without free memory: no reason to think that the walls do not work. */
export class ProbeInterruptedError extends Error {}

/**
 * Starts node with the walls of a plan, and compares what the kernel shows with what they should be. Rejects with a
 * `ProbeInterruptedError` when it could not be told: then the next one that asks tries again.
 */
export function probeLaunch(
  plan: WallPlan,
  machine: SurveyedMachine,
  readable: readonly string[],
): Promise<ProbeOutcome> {
  const { tools, open_files } = machine;
  const user = plan.walls.has('other-user') ? machine.pickUser() : undefined;
  const node = [process.execPath, '-e', SCRIPT, '--', ...readable];
  let command;
  try {
    command = launchCommand(plan, node, { tools, readable, user, open_files });
  } catch (error) {
    return Promise.resolve({ works: false, reason: error instanceof Error ? error.message : 'unknown' });
  }
  const { file, args, seccomp } = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...args], {
      detached: true,
      env: {},
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe', ...(seccomp === undefined ? [] : ['pipe' as const])],
    });
    let said = '';
    let outcome: ProbeOutcome | undefined;
    let interrupted: string | undefined;
    const end = (): void => {
      if (child.pid === undefined) return;
      for (const pid of [...descendantsOf(child.pid), -child.pid, child.pid]) killQuietly(pid);
    };
    const timer = setTimeout(() => {
      interrupted = 'node did not start in time';
      end();
    }, PROBE_MS);
    for (const stream of child.stdio) stream?.on('error', () => undefined);
    (child.stdio[3] as Writable | undefined)?.end(seccomp);
    child.stdout?.once('data', () => {
      outcome = judge(plan, child.pid ?? 0);
      end();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (said.length < STDERR_BYTES) said += chunk.toString('utf8');
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      clearTimeout(timer);
      reject(new ProbeInterruptedError(`no process could be started (${error.code ?? 'unknown'})`));
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (outcome !== undefined) return resolve(outcome);
      if (interrupted !== undefined) return reject(new ProbeInterruptedError(interrupted));
      const reason = firstLine(said) ?? `ended with ${signal ?? code}`;
      const is_short =
        SHORT_OF.test(said) || SHORT_SIGNALS.has(signal ?? '') || (code !== null && SHORT_CODES.has(code));
      if (is_short) return reject(new ProbeInterruptedError(reason));
      resolve({ works: false, reason });
    });
  });
}

function judge(plan: WallPlan, spawned: number): ProbeOutcome {
  try {
    const pid = findEngine(spawned);
    if (pid === undefined)
      return { works: false, reason: 'node cannot be found below its launcher in /proc' };
    if (!mayEnd(pid)) return { works: false, reason: NOT_TO_END };
    const missing = missingWalls(plan, pid);
    return missing.length === 0
      ? { works: true }
      : { works: false, reason: `it started, but the kernel does not show: ${missing.join(', ')}` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { works: false, reason: `the kernel does not tell whether they hold (${code ?? 'unknown'})` };
  }
}

function firstLine(text: string): string | undefined {
  return text
    .split('\n')
    .find((line) => /\S/.test(line))
    ?.trim()
    .slice(0, 200);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

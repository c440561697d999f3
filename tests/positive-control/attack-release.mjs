import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { developmentNode } from '../../scripts/lib/runtime.mjs';

const CHILD = fileURLToPath(new URL('bare-vm2.cjs', import.meta.url));
/** For an attack and the start of its process: what takes longer hangs. */
const LIMIT_MS = 3000;
const OUTPUT_LIMIT = 256 * 1024;

/**
 * One attack on one release, in a process of its own that is thrown away: no environment, no files but vm2's, no other
 * processes, no signals to this one, SIGKILL to the whole group at the limit. The attacks only look; this holds if
 * one does more.
 *
 * @param {string} folder where the releases are
 * @param {string} file the release
 * @param {string} script the attack, compiled
 * @returns {Promise<import('./report.mjs').End>}
 */
export function attackRelease(folder, file, script) {
  const flags = ['--permission', `--allow-fs-read=${folder}`, `--allow-fs-read=${CHILD}`];
  const limits = ['--no-addons', '--disable-sigusr1', '--max-old-space-size=128'];
  const child = spawn(developmentNode(), [...flags, ...limits, CHILD, file], {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let output = '';
  let isOver = false;
  const kill = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      child.kill('SIGKILL');
    }
  };
  const timer = setTimeout(() => {
    isOver = true;
    kill();
  }, LIMIT_MS);
  child.stdout.setEncoding('utf8').on('data', (text) => {
    if (output.length < OUTPUT_LIMIT) output += text;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(script);
  return new Promise((resolve) => {
    child.on('error', () => resolve({ end: 'failed', found: '' }));
    child.on('close', () => {
      clearTimeout(timer);
      resolve(judge(output, isOver));
    });
  });
}

/** The child's lines are read with care: whoever escaped may write them. */
function judge(output, hung) {
  const messages = output.split('\n').flatMap((line) => {
    try {
      const message = JSON.parse(line);
      return typeof message === 'object' && message !== null ? [message] : [];
    } catch {
      return [];
    }
  });
  const finds = messages
    .flatMap(({ log, value }) => [log, value])
    .filter((text) => String(text).startsWith('REACHED'));
  if (finds.length > 0) return { end: 'escaped', found: finds[0] };
  if (hung) return { end: 'hung', found: '' };
  const last = messages.find((message) => 'value' in message);
  if (last === undefined) return { end: 'crashed', found: '' };
  return { end: last.value === 'held' ? 'held' : 'failed', found: String(last.value) };
}

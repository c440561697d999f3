import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('bare-vm2.cjs', import.meta.url));
/** For an attack and the start of its process: what takes longer hangs. */
const LIMIT_MS = 4000;
const OUTPUT_LIMIT = 256 * 1024;

/**
 * One attack on one release, in a process of its own that is thrown away: no environment, no files but vm2's, no other
 * processes, no signals to this one, SIGKILL to the whole group at the limit. The attacks only look; this holds if
 * one does more.
 *
 * @param {{ file: string, folder: string, script: string, input: unknown }} attack
 * @returns {Promise<{ end: 'escaped' | 'held' | 'hung' | 'crashed' | 'failed', found: string }>}
 */
export function attackRelease({ file, folder, script, input }) {
  const flags = ['--permission', `--allow-fs-read=${folder}`, `--allow-fs-read=${CHILD}`, '--no-addons', '--disable-sigusr1', '--max-old-space-size=128']; // prettier-ignore
  const child = spawn(process.execPath, [...flags, CHILD, file], {
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
  child.stdin.end(JSON.stringify({ script, input }));
  return new Promise((resolve) => {
    child.on('error', () => resolve({ end: 'failed', found: '' }));
    child.on('close', () => {
      clearTimeout(timer);
      resolve(judge(output, isOver));
    });
  });
}

function judge(output, hung) {
  const messages = output.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line)];
    } catch {
      return [];
    }
  });
  const finds = messages.flatMap(({ log, value }) => [log, value]).filter((text) => String(text).startsWith('REACHED'));
  if (finds.length > 0) return { end: 'escaped', found: finds[0] };
  if (hung) return { end: 'hung', found: '' };
  const last = messages.find((message) => 'value' in message);
  if (last === undefined) return { end: 'crashed', found: '' };
  return { end: last.value === 'held' ? 'held' : 'failed', found: String(last.value) };
}

import { spawn } from 'node:child_process';

/** Tools that talk about themselves are asked not to. */
const QUIET = {
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  TURBO_PRINT_VERSION_DISABLED: '1',
  DO_NOT_TRACK: '1',
  NPM_CONFIG_UPDATE_NOTIFIER: 'false',
};

/**
 * Runs a command to its end.
 *
 * @param {string[]} command
 * @param {{ cwd: string, env?: Record<string, string>, output?: 'collect' | 'stderr' | 'inherit' }} options
 *   `collect` keeps both streams as `text` and shows nothing, `stderr` sends both to stderr.
 * @returns {Promise<{ code: number, text: string, stdout: string }>}
 */
export function runCommand([program, ...args], { cwd, env = {}, output = 'collect' }) {
  const stdio = { collect: 'pipe', stderr: 2, inherit: 'inherit' }[output];
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...QUIET, ...env },
    stdio: [output === 'inherit' ? 'inherit' : 'ignore', stdio, output === 'collect' ? 'pipe' : stdio],
    // npx is a .cmd file there, which needs a shell. No argument of ours has a character that a shell reads.
    shell: process.platform === 'win32',
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  let text = '';
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
    stdout += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 127, text: `${text}${error.message}\n`, stdout }));
    child.on('close', (code) => {
      process.off('exit', kill);
      resolve({ code: code ?? 1, text, stdout });
    });
  });
}

/** Runs a command that has to succeed: shows what it said, and ends this process, if it does not. */
export async function mustRun(command, options) {
  const result = await runCommand(command, options);
  if (result.code === 0) return result;
  process.stderr.write(`${result.text}\n${command.join(' ')}\nfailed with exit code ${result.code}.\n`);
  process.exit(result.code);
}

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/**
 * Runs a program in place of this one: its streams, its exit code and its signals. (Node has no exec.)
 *
 * @param {string[]} command
 */
export function become([program, ...args]) {
  const child = spawn(program, args, { stdio: 'inherit' });
  for (const signal of FORWARDED) {
    // A key on the terminal reaches the whole foreground group: only what was sent to us is passed on.
    const from_terminal = process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT');
    process.on(signal, () => from_terminal || child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(127);
  });
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Not every signal ends every platform's process.
    setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 1000);
  });
}

#!/usr/bin/env node
import { EXIT } from './exit-codes.js';
import { Interrupted } from './failures.js';
import { main } from './main.js';
import { loadSandbox } from './run/sandboxes.js';
import { watchFiles } from './watch/watch-files.js';

const interrupt = new AbortController();

// The first signal lets the run end in order; whoever sends a second one is tired of waiting.
for (const [signal, exit_code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => {
    if (interrupt.signal.aborted) process.exit(exit_code);
    interrupt.abort(new Interrupted(exit_code));
  });
}

// A reader that has seen enough, such as `head`, is no failure of ours. A full disk is one.
let output_failed = false;
process.stderr.on('error', () => {});
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  output_failed = true;
  process.exitCode = EXIT.service;
  process.stderr.write(`error: cannot write the result: ${error.message}\n`);
});

// Hosts keep no process alive, also while they are being ended: without this Node would leave in the middle of it.
const keep_alive = setInterval(() => {}, 2 ** 30);

const exit_code = await main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  interrupt: interrupt.signal,
  loadRunner: async () => (await import('@codelets/runner')).createCodeletRunner,
  loadSandbox: (name) => loadSandbox(name),
  watchFiles,
  now: () => new Date(),
});
clearInterval(keep_alive);
// Not process.exit(): what is still on its way to a pipe would be lost.
if (!output_failed) process.exitCode = exit_code;

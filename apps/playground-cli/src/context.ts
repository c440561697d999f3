import type { Readable } from 'node:stream';
import type { CreateRunner } from './run/runner-port.js';
import type { CreateSandbox, SandboxName } from './run/sandboxes.js';
import type { WatchFiles } from './watch/watch-files.js';

/** What a command prints to. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Of a terminal. */
  readonly columns?: number | undefined;
}

/** Everything that a command touches outside itself, so that tests can stand in for it. */
export interface CommandContext {
  readonly stdin: Readable;
  /** Results only: what a program would read. */
  readonly stdout: OutputStream;
  /** Everything for people: logs, errors, separators. */
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by ctrl-c and SIGTERM, with an `Interrupted` as the reason. */
  readonly interrupt: AbortSignal;
  /** Loaded when the first run needs it, so that `--help` stays quick. */
  loadRunner(): Promise<CreateRunner>;
  loadSandbox(name: SandboxName): Promise<CreateSandbox>;
  readonly watchFiles: WatchFiles;
  now(): Date;
}

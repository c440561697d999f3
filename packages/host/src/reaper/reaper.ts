import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';

const SHELL = '/bin/sh';

/** Keeps the list as ` 12 34 `; a line that the service did not finish is not read. */
const SCRIPT = `trap '' HUP INT TERM
hosts=' '
while read -r sign pid; do
  case $sign in
    +) hosts="$hosts$pid " ;;
    -) case $hosts in *" $pid "*) hosts="\${hosts%% $pid *} \${hosts#* $pid }" ;; esac ;;
  esac
done
for pid in $hosts; do kill -s KILL -- "-$pid" 2>/dev/null; done
`;

/**
 * Ends every host when the service ends, however it ends: also by SIGKILL, where no handler of the service runs and
 * a looping child never notices. A small process that holds a pipe from the service; when the pipe closes, it kills
 * the groups it was told of. It lives from the first host to the last.
 *
 * A shell does it in less than 2 MiB and is there at once; node takes 45 MiB and 40 ms, and does it where there is
 * no shell (distroless images).
 */
export class Reaper {
  readonly #node_file: string;
  readonly #groups = new Set<number>();
  #child: ChildProcess | undefined;

  constructor(node_file: string) {
    this.#node_file = node_file;
  }

  add(pid: number): void {
    if (process.platform === 'win32') return;
    this.#groups.add(pid);
    if (this.#child === undefined) this.#start();
    else this.#write(`+ ${pid}\n`);
  }

  remove(pid: number): void {
    if (!this.#groups.delete(pid)) return;
    this.#write(`- ${pid}\n`);
    if (this.#groups.size > 0) return;
    this.#child?.stdin?.end();
    this.#child = undefined;
  }

  #start(): void {
    const [command, args] = existsSync(SHELL)
      ? [SHELL, ['-c', SCRIPT]]
      : [process.execPath, [this.#node_file]];
    // Its own session: a Ctrl+C in the service's terminal, or a signal to its group, must not reach it.
    const child: ChildProcess = spawn(command, args, {
      detached: true,
      env: {},
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#child = child;
    child.on('error', () => this.#lost(child));
    child.on('exit', () => this.#lost(child));
    child.stdin?.on('error', () => undefined);
    child.unref();
    // A pipe of a child is a socket; missing when the child could not be started.
    (child.stdin as Socket | null)?.unref();
    for (const pid of this.#groups) this.#write(`+ ${pid}\n`);
  }

  /** Somebody ended it: the next host starts another one, which is told of all. */
  #lost(child: ChildProcess): void {
    if (this.#child === child) this.#child = undefined;
  }

  #write(line: string): void {
    this.#child?.stdin?.write(line);
  }
}

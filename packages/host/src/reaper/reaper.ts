import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';

const SHELL = '/bin/sh';

/** Keeps the list as ` -12 34 ` (a group, a process); a line that the service did not finish is not read. */
const SCRIPT = `trap '' HUP INT TERM
hosts=' '
while read -r sign target; do
  case $sign in
    +) hosts="$hosts$target " ;;
    -) case $hosts in *" $target "*) hosts="\${hosts%% $target *} \${hosts#* $target }" ;; esac ;;
  esac
done
for target in $hosts; do kill -s KILL -- "$target" 2>/dev/null; done
`;

/**
 * Ends every host when the service ends, however it ends: also by SIGKILL, where no handler of the service runs and
 * a looping child never notices. A small process that holds a pipe from the service; when the pipe closes, it kills
 * what it was told of. It lives from the first host to the last.
 *
 * A shell does it in less than 2 MiB and is there at once; node takes 45 MiB and 40 ms, and does it where there is
 * no shell (distroless images).
 */
export class Reaper {
  readonly #node_file: string;
  readonly #targets = new Set<number>();
  #child: ChildProcess | undefined;

  constructor(node_file: string) {
    this.#node_file = node_file;
  }

  /** Takes what `kill` takes: a process, or a group as a negative number. */
  add(target: number): void {
    if (process.platform === 'win32') return;
    this.#targets.add(target);
    if (this.#child === undefined) this.#start();
    else this.#write(`+ ${target}\n`);
  }

  /** With the last of them it ends as well; resolves when it has, so that who waits for its hosts waits for all. */
  remove(target: number): Promise<void> {
    if (!this.#targets.delete(target)) return Promise.resolve();
    this.#write(`- ${target}\n`);
    const child = this.#child;
    if (this.#targets.size > 0 || child === undefined) return Promise.resolve();
    this.#child = undefined;
    return new Promise((resolve) => {
      for (const event of ['exit', 'error'] as const) child.once(event, () => resolve());
      // It holds nothing any more that its own end would have to see to.
      child.ref();
      child.kill('SIGKILL');
    });
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
    for (const target of this.#targets) this.#write(`+ ${target}\n`);
  }

  /** Somebody ended it: the next host starts another one, which is told of all. */
  #lost(child: ChildProcess): void {
    if (this.#child === child) this.#child = undefined;
  }

  #write(line: string): void {
    this.#child?.stdin?.write(line);
  }
}

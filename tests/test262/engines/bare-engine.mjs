// An engine without anything of ours, in a few children that are killed when a test does not end.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { COMPLETE, STATE_NAME } from '../codelet-text.mjs';

const ENGINES = {
  v8: { module: import.meta.resolve('./bare-v8.mjs'), flags: ['--experimental-vm-modules'] },
  quickjs: { module: import.meta.resolve('./bare-quickjs.mjs'), flags: [] },
};

export class BareEngine {
  #path;
  #flags;
  #timeout_ms;
  #idle = [];
  #children = new Set();

  constructor(name, { timeout_ms }) {
    this.#path = fileURLToPath(ENGINES[name].module);
    this.#flags = [...ENGINES[name].flags, '--no-warnings'];
    this.#timeout_ms = timeout_ms;
  }

  /** Where the text ended; see outcome.mjs. */
  async run(text) {
    const child = this.#idle.pop() ?? this.#start();
    const answer = await this.#ask(child, text);
    if (child.connected && answer.end !== 'TIMEOUT') this.#idle.push(child);
    else child.kill('SIGKILL');
    const { end, value } = answer;
    if (end !== 'returned') return answer;
    return value === COMPLETE ? { end: 'complete' } : { end: 'threw', message: value };
  }

  dispose() {
    for (const child of this.#children) child.kill('SIGKILL');
  }

  #start() {
    const child = fork(this.#path, { execArgv: this.#flags, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return child;
  }

  #ask(child, text) {
    return new Promise((resolve) => {
      const end = (answer) => {
        clearTimeout(timer);
        child.removeAllListeners('message');
        child.removeListener('exit', exited);
        resolve(answer);
      };
      const exited = () => end({ end: 'CRASHED' });
      const timer = setTimeout(() => end({ end: 'TIMEOUT' }), this.#timeout_ms);
      child.once('message', end);
      child.once('exit', exited);
      child.send({ text, stateName: STATE_NAME });
    });
  }
}

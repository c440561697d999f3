import { Worker } from 'node:worker_threads';
import { PROBES, type Graph, type Observed } from './observed.js';

/** The engine's own modules, in a thread with the flag that they need. */
export class Oracle {
  readonly #worker = new Worker(new URL('./oracle-worker.mjs', import.meta.url), {
    execArgv: ['--experimental-vm-modules', '--no-warnings'],
    workerData: { probes: PROBES },
  });
  #next = 0;

  observe(graph: Graph): Promise<Observed> {
    const id = (this.#next += 1);
    return new Promise((resolve, reject) => {
      this.#worker.once('error', reject);
      const listen = (answer: { id: number; observed: Observed }): void => {
        if (answer.id !== id) return;
        this.#worker.off('message', listen);
        this.#worker.off('error', reject);
        resolve(answer.observed);
      };
      this.#worker.on('message', listen);
      this.#worker.postMessage({ id, graph });
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

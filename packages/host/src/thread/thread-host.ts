import { Worker } from 'node:worker_threads';
import type {
  EntryLimits,
  EntryReport,
  Host,
  HostExit,
  HostInit,
  HostUsage,
  Realm,
  Step,
} from '@codelets/core';
import type { HostedEngine } from '../hosted-engine.js';
import { Conversation } from '../protocol/conversation.js';
import type { Packet } from '../protocol/packet.js';
import { RealmHandle } from '../realm-handle.js';
import { startDeadline } from '../start-deadline.js';

const MEBIBYTE = 1024 * 1024;
const OWN_HEAP_MB = 32;

/** One engine in a thread of the service: quicker to start than a process, and no wall. */
export class ThreadHost implements Host {
  readonly exited: Promise<HostExit>;
  readonly #engine: HostedEngine;
  readonly #worker: Worker;
  readonly #conversation: Conversation;
  #cause: HostExit | undefined;
  #peak_bytes = 0;
  #referenced = false;

  constructor(engine: HostedEngine, child_file: string, memory_bytes: number) {
    this.#engine = engine;
    this.#conversation = new Conversation((packets) => this.#send(packets));
    this.#worker = new Worker(child_file, {
      env: {},
      execArgv: [],
      argv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxOldGenerationSizeMb: Math.ceil(memory_bytes / MEBIBYTE) + OWN_HEAP_MB,
        maxYoungGenerationSizeMb: 8,
      },
    });
    // What an engine prints while it loads goes nowhere; after that nothing can print. The streams are not read: a
    // stream of a thread that flows keeps the service alive.
    this.exited = new Promise((resolve) => this.#listen(resolve));
  }

  async load(init: HostInit): Promise<void> {
    const { module, options } = this.#engine;
    const order = {
      module,
      options,
      prelude: init.prelude,
      memory_bytes: init.memory_bytes,
      resolutions: {},
    };
    await this.#opening(this.#conversation.load(order));
  }

  async openRealm(post: (message: string) => void): Promise<Realm> {
    this.#peak_bytes = 0;
    await this.#opening(this.#conversation.open(post));
    return new RealmHandle(
      (steps, limits) => this.#enter(steps, limits),
      () => this.#dispose(),
    );
  }

  usage(): HostUsage {
    return { peak_memory_bytes: this.#peak_bytes, resident_bytes: 0 };
  }

  kill(): void {
    this.#end({ reason: 'killed', detail: 'killed by the service' });
  }

  setReferenced(referenced: boolean): void {
    this.#referenced = referenced;
    this.#applyReference(referenced);
  }

  #applyReference(referenced: boolean): void {
    if (referenced) this.#worker.ref();
    else this.#worker.unref();
  }

  /** The child runs trusted code that ends soon: whoever waits for it may have nothing else that keeps node alive. */
  async #opening(answer: Promise<void>): Promise<void> {
    this.#applyReference(true);
    try {
      await startDeadline(answer, () => this.#tooSlow());
    } finally {
      this.#applyReference(this.#referenced);
    }
  }

  async #enter(steps: readonly Step[], limits: EntryLimits): Promise<EntryReport> {
    const report = await this.#conversation.enter(steps, limits);
    this.#peak_bytes = Math.max(this.#peak_bytes, report.memory_bytes ?? 0);
    return report;
  }

  #dispose(): void {
    if (this.#conversation.busy) this.kill();
    this.#conversation.dispose();
  }

  #send(packets: readonly Packet[]): void {
    for (const { type, text } of packets) this.#worker.postMessage(String.fromCharCode(type) + text);
  }

  #end(cause: HostExit): void {
    this.#cause ??= cause;
    void this.#worker.terminate();
  }

  #tooSlow(): void {
    this.#end({ reason: 'crashed', detail: 'the engine did not answer in time' });
  }

  #listen(settle: (exit: HostExit) => void): void {
    this.#worker.on('message', (message: unknown) => this.#take(message));
    this.#worker.on('messageerror', () => this.#end({ reason: 'crashed', detail: 'protocol: not a packet' }));
    this.#worker.on('error', (error: NodeJS.ErrnoException) => {
      const reason = error?.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crashed';
      this.#cause ??= { reason, detail: String(error?.code ?? 'an error in the thread') };
    });
    this.#worker.once('exit', (code) => {
      const exit = this.#cause ?? { reason: 'crashed', detail: `exit code ${code}` };
      settle(exit);
      this.#conversation.close(new Error(`the host is gone (${exit.reason}): ${exit.detail}`));
    });
  }

  #take(message: unknown): void {
    try {
      if (typeof message !== 'string' || message === '') throw new TypeError('not a packet');
      this.#conversation.receive({ type: message.charCodeAt(0), text: message.slice(1) });
    } catch (error) {
      this.#end({
        reason: 'crashed',
        detail: `protocol: ${error instanceof Error ? error.message : 'unknown'}`,
      });
    }
  }
}

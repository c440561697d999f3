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
import { Conversation } from '../protocol/conversation.js';
import type { ReadableFiles } from './readable-files.js';
import type { HostedEngine } from '../hosted-engine.js';
import type { Reaper } from '../reaper/reaper.js';
import type { MemoryWatch } from '../watch/memory-watch.js';
import { type KernelUnits, ProcFiles } from '../watch/proc-files.js';
import { RunWatch } from '../watch/run-watch.js';
import { nodeFlags } from './flags.js';
import { HostProcess } from './host-process.js';
import { RealmHandle } from '../realm-handle.js';
import { startDeadline } from '../start-deadline.js';

export interface ProcessHostParts {
  readonly engine: HostedEngine;
  readonly files: ReadableFiles;
  /** Absent where there is no /proc to sample. */
  readonly units: KernelUnits | undefined;
  readonly watch: MemoryWatch;
  readonly reaper: Reaper;
}

/** One engine in one process of its own, from the service's side. */
export class ProcessHost implements Host {
  readonly exited: Promise<HostExit>;
  readonly #parts: ProcessHostParts;
  readonly #process: HostProcess;
  readonly #conversation: Conversation;
  readonly #run: RunWatch;
  #referenced = false;

  constructor(parts: ProcessHostParts, memory_bytes: number) {
    this.#parts = parts;
    let settle: (exit: HostExit) => void = () => undefined;
    this.exited = new Promise((resolve) => {
      settle = resolve;
    });
    this.#conversation = new Conversation((packets) => this.#process.send(packets));
    const { engine, files, units } = parts;
    const flags = nodeFlags(engine, memory_bytes, { readable: files.grants, watched: units !== undefined });
    this.#process = new HostProcess(files.program, flags, {
      onPacket: (packet) => this.#conversation.receive(packet),
      nearMemoryLimit: () => this.#run.near_limit,
      onExit: (exit) => {
        this.#leave();
        settle(exit);
        this.#conversation.close(new Error(`the host is gone (${exit.reason}): ${exit.detail}`));
      },
    });
    const { pid } = this.#process;
    const proc_files = pid === undefined || units === undefined ? undefined : new ProcFiles(pid, units);
    this.#run = new RunWatch(proc_files, (reason, detail) => this.#process.end({ reason, detail }));
    if (pid === undefined) return;
    parts.reaper.add(pid);
    // Nothing runs unwatched where it is promised to be watched, for instance when the service is out of descriptors.
    if (units !== undefined && !this.#run.ready) {
      this.#process.end({ reason: 'refused', detail: 'its memory cannot be sampled' });
    }
  }

  /** Loads the engine. */
  async load(init: HostInit): Promise<void> {
    const { files, engine } = this.#parts;
    const { module, resolutions } = files;
    const order = {
      module,
      resolutions,
      options: engine.options,
      prelude: init.prelude,
      memory_bytes: init.memory_bytes,
    };
    await this.#opening(this.#conversation.load(order));
  }

  async openRealm(post: (message: string) => void): Promise<Realm> {
    this.#run.reset();
    await this.#opening(this.#conversation.open(post));
    return new RealmHandle(
      (steps, limits) => this.#enter(steps, limits),
      () => this.#dispose(),
    );
  }

  usage(): HostUsage {
    return this.#run.usage;
  }

  kill(): void {
    this.#process.end({ reason: 'killed', detail: 'killed by the service' });
  }

  setReferenced(referenced: boolean): void {
    this.#referenced = referenced;
    this.#process.setReferenced(referenced);
  }

  /** The child runs trusted code that ends soon: whoever waits for it may have nothing else that keeps node alive. */
  async #opening(answer: Promise<void>): Promise<void> {
    this.#process.setReferenced(true);
    try {
      await startDeadline(answer, () => this.#tooSlow());
    } finally {
      this.#process.setReferenced(this.#referenced);
    }
  }

  async #enter(steps: readonly Step[], limits: EntryLimits): Promise<EntryReport> {
    this.#run.enter(limits);
    this.#parts.watch.add(this.#run);
    try {
      return this.#judge(await this.#conversation.enter(steps, limits), limits);
    } finally {
      this.#parts.watch.remove(this.#run);
    }
  }

  /** A run that was over its limits for less than a sample period is told by what the child measured. */
  #judge(report: EntryReport, limits: EntryLimits): EntryReport {
    this.#run.report(report.memory_bytes);
    if (report.fault !== undefined) return report;
    if ((report.memory_bytes ?? 0) > limits.memory_bytes) return { ...report, fault: 'memory' };
    if (limits.cpu_ms !== undefined && (report.cpu_ms ?? 0) > limits.cpu_ms)
      return { ...report, fault: 'cpu' };
    return report;
  }

  #dispose(): void {
    // Nothing but its end stops a codelet that still runs.
    if (this.#conversation.busy) this.kill();
    this.#conversation.dispose();
  }

  #tooSlow(): void {
    this.#process.end({ reason: 'crashed', detail: 'the engine did not answer in time' });
  }

  #leave(): void {
    const { pid } = this.#process;
    if (pid !== undefined) this.#parts.reaper.remove(pid);
    this.#parts.watch.remove(this.#run);
    this.#run.close();
  }
}

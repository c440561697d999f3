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
import { Conversation, postCap } from '../protocol/conversation.js';
import type { ReadableFiles } from './readable-files.js';
import type { HostedEngine } from '../hosted-engine.js';
import type { Reaper } from '../reaper/reaper.js';
import type { MemoryWatch } from '../watch/memory-watch.js';
import { type KernelUnits, ProcFiles } from '../watch/proc-files.js';
import { RunWatch } from '../watch/run-watch.js';
import { findEngine, mayEnd } from '../walls/engine-process.js';
import type { LaunchCommand } from '../walls/launch-command.js';
import type { WallPlan } from '../walls/plan.js';
import { missingWalls } from '../walls/process-facts.js';
import { HostProcess, yieldToService } from './host-process.js';
import { killProcess } from './kill-group.js';
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

/** How one host is started. */
export interface Launch {
  readonly plan: WallPlan;
  readonly command: LaunchCommand;
}

/** One engine in one process of its own, from the service's side. */
export class ProcessHost implements Host {
  readonly exited: Promise<HostExit>;
  readonly #parts: ProcessHostParts;
  readonly #process: HostProcess;
  readonly #conversation: Conversation;
  readonly #run: RunWatch;
  readonly #plan: WallPlan;
  /** The process that runs node, once it is known. */
  #engine: number | undefined;
  #referenced = false;
  #is_gone = false;

  constructor(parts: ProcessHostParts, { plan, command }: Launch) {
    this.#parts = parts;
    this.#plan = plan;
    let settle: (exit: HostExit) => void = () => undefined;
    this.exited = new Promise((resolve) => {
      settle = resolve;
    });
    this.#conversation = new Conversation((packets, onUnsent) => this.#process.send(packets, onUnsent));
    this.#run = new RunWatch((reason, detail) => this.#process.end({ reason, detail }));
    this.#process = new HostProcess(command, {
      onPacket: (packet) => this.#conversation.receive(packet),
      nearMemoryLimit: () => this.#run.near_limit,
      onExit: (exit) => {
        void this.#leave().then(() => {
          settle(exit);
          this.#conversation.close(new Error(`the host is gone (${exit.reason}): ${exit.detail}`));
        });
      },
    });
    const { pid } = this.#process;
    if (pid !== undefined) parts.reaper.add(-pid);
  }

  /** Loads the engine, and makes sure that all is in place before there is anything of a codelet. */
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
    const lack = this.#attach();
    if (lack === undefined) return;
    this.#process.end({ reason: 'refused', detail: lack });
    throw new Error(lack);
  }

  /** Finds node and looks at the walls around it. Answers what is not as it was promised. */
  #attach(): string | undefined {
    const { reaper, units } = this.#parts;
    const { pid } = this.#process;
    if (pid === undefined) return 'it has no process';
    const engine = this.#plan.launcher === 'none' ? pid : findEngine(pid);
    if (engine === undefined) return 'node cannot be found behind its walls';
    if (engine !== pid) {
      this.#engine = engine;
      reaper.add(engine);
      yieldToService(engine);
    }
    if (!mayEnd(engine)) return 'the service may not end it';
    try {
      const missing = missingWalls(this.#plan, engine);
      if (missing.length > 0) return `walls did not come up: ${missing.join(', ')}`;
    } catch {
      return 'its walls cannot be verified';
    }
    if (units === undefined) return undefined;
    this.#run.attach(new ProcFiles(engine, units));
    // Nothing runs unwatched where it is promised to be watched, for instance when the service is out of descriptors.
    return this.#run.ready ? undefined : 'its memory cannot be sampled';
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
    // To its end: that the entry is over is the word of a child that may have been taken over.
    if (!this.#is_gone) this.#parts.watch.add(this.#run);
    this.#process.setPostCap(postCap(limits));
    return this.#judge(await this.#conversation.enter(steps, limits), limits);
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
    this.#run.rest();
    this.#conversation.dispose();
  }

  #tooSlow(): void {
    this.#process.end({ reason: 'crashed', detail: 'the engine did not answer in time' });
  }

  /** Resolves when nothing is left that was started for it. */
  async #leave(): Promise<void> {
    this.#is_gone = true;
    const { reaper } = this.#parts;
    const { pid } = this.#process;
    const removed: Promise<void>[] = [];
    if (pid !== undefined) removed.push(reaper.remove(-pid));
    if (this.#engine !== undefined) {
      // It ends with its parent, unless it found a way not to. The open files say that the number still means it.
      if (this.#run.ready) killProcess(this.#engine);
      removed.push(reaper.remove(this.#engine));
    }
    this.#parts.watch.remove(this.#run);
    this.#run.close();
    await Promise.all(removed);
  }
}

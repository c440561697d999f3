import type { Engine, EngineRealm, EntryLimits, EntryReport, Step } from '@codelets/core';
import { encodeReport } from '../protocol/entry-report.js';
import { FROM_CHILD, type LoadOrder, type Packet, TO_CHILD } from '../protocol/packet.js';
import { loadEngine } from './load-engine.js';
import type { Meters } from './meters.js';
import { scrub } from './scrub.js';

type Send = (type: number, text: string) => void;

/** The child's half of the protocol, the same in a process and in a thread. Packets are handled one at a time. */
export class RealmServer {
  readonly #send: Send;
  readonly #meters: Meters;
  #engine: Engine | undefined;
  #realm: EngineRealm | undefined;
  #steps: Step[] = [];
  #scrubbed = false;
  #closePost: () => void = () => undefined;

  constructor(send: Send, meters: Meters) {
    this.#send = send;
    this.#meters = meters;
  }

  async handle({ type, text }: Packet): Promise<void> {
    switch (type) {
      case TO_CHILD.load:
        return this.#answer(FROM_CHILD.ready, async () => {
          this.#engine = await loadEngine(JSON.parse(text) as LoadOrder);
        });
      case TO_CHILD.open:
        return this.#answer(FROM_CHILD.opened, () => this.#open());
      case TO_CHILD.script: {
        const end = text.indexOf('\0');
        this.#steps.push({ filename: text.slice(0, end), script: text.slice(end + 1) });
        return;
      }
      case TO_CHILD.message:
        this.#steps.push({ message: text });
        return;
      case TO_CHILD.enter:
        return this.#enter(JSON.parse(text) as EntryLimits);
      case TO_CHILD.dispose:
        return this.#dispose();
    }
  }

  async #answer(type: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#send(FROM_CHILD.failed, describe(error));
      return;
    }
    this.#send(type, '');
  }

  async #open(): Promise<void> {
    if (this.#engine === undefined) throw new Error('no engine is loaded');
    this.#realm = await this.#engine.openRealm(this.#createPost());
    if (!this.#scrubbed) scrub();
    this.#scrubbed = true;
    this.#meters.memory.start();
  }

  /** The one function that a realm's prelude gets: a string in, nothing out, dead when the realm is. */
  #createPost(): (message: string) => void {
    let open = true;
    this.#closePost = () => {
      open = false;
    };
    return (message) => {
      if (open && typeof message === 'string') this.#send(FROM_CHILD.post, message);
    };
  }

  async #enter(limits: EntryLimits): Promise<void> {
    const steps = this.#steps;
    this.#steps = [];
    const before = this.#meters.cpuMs?.();
    const report = await this.#run(steps, limits);
    const after = this.#meters.cpuMs?.();
    const measured: { cpu_ms?: number; memory_bytes: number } = {
      // An engine that counts for itself is right; asking V8 may cost a collection.
      memory_bytes: report.memory_bytes ?? (await this.#meters.memory.growth(limits.memory_bytes)),
    };
    if (before !== undefined && after !== undefined) measured.cpu_ms = after - before;
    this.#send(FROM_CHILD.report, encodeReport({ ...measured, ...report }));
  }

  async #run(steps: readonly Step[], limits: EntryLimits): Promise<EntryReport> {
    const realm = this.#realm;
    if (realm === undefined) return { fault: 'crash' };
    try {
      for (const [index, step] of steps.entries()) {
        const report = realm.step(step, limits);
        if (report !== undefined) return report.fault === 'syntax' ? { ...report, step: index } : report;
      }
      return (await realm.settle()) ?? {};
    } catch {
      // Engines report faults; what they throw may be a guest's object, so it is not looked at.
      return { fault: 'crash' };
    }
  }

  async #dispose(): Promise<void> {
    this.#closePost();
    this.#steps = [];
    try {
      this.#realm?.dispose();
    } catch {
      // The realm is dropped either way.
    }
    this.#realm = undefined;
    this.#send(FROM_CHILD.disposed, '');
    await this.#meters.memory.rest();
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? String(error.message).slice(0, 2000) : 'unknown error';
}

import {
  defaultLimits,
  encode,
  type EntryLimits,
  type EntryReport,
  type GuestMessage,
  type Host,
  type HostExit,
  type Realm,
  type RealmCommand,
  type RunLimits,
  type Step,
} from '@codelets/core';
import { runSession } from '../session.js';
import type { OpenRealm, SessionOutcome, SessionRequest } from '../session-types.js';

export interface Entry {
  readonly steps: readonly Step[];
  readonly limits: EntryLimits;
  /** Posts as the realm would: a message, or any text. */
  post(message: GuestMessage | string): void;
}

/** What the realm does with its first entry, its second, and so on; the last goes on for all others. */
export type Script = readonly ((entry: Entry, host: FakeHost) => EntryReport | Promise<EntryReport>)[];

/** A host that does what a test says, and notes what is done to it. */
export class FakeHost implements Host {
  readonly exited: Promise<HostExit>;
  readonly entries: Entry[] = [];
  kills = 0;
  disposals = 0;
  peak_memory_bytes = 0;
  /** Whether a kill ends it, as it should. */
  dies = true;
  #exit!: (exit: HostExit) => void;
  #listener: (posted: string) => void = () => undefined;

  constructor(private readonly script: Script) {
    this.exited = new Promise((resolve) => {
      this.#exit = resolve;
    });
  }

  get open(): OpenRealm {
    const realm: Realm = {
      enter: (steps, limits) => this.#enter(steps, limits),
      dispose: () => {
        this.disposals += 1;
      },
    };
    return { host: this, realm, listen: (listener) => (this.#listener = listener) };
  }

  readonly post = (message: GuestMessage | string): void => {
    this.#listener(typeof message === 'string' ? message : JSON.stringify(message));
  };

  exit(reason: HostExit['reason']): void {
    this.#exit({ reason, detail: 'told by the test: /etc/secret-path' });
  }

  kill(): void {
    this.kills += 1;
    if (this.dies) this.exit('killed');
  }

  openRealm(): Promise<Realm> {
    return Promise.resolve(this.open.realm);
  }

  usage(): { peak_memory_bytes: number; resident_bytes: number } {
    return { peak_memory_bytes: this.peak_memory_bytes, resident_bytes: 0 };
  }

  setReferenced(): void {}

  async #enter(steps: readonly Step[], limits: EntryLimits): Promise<EntryReport> {
    const entry: Entry = { steps, limits, post: this.post };
    this.entries.push(entry);
    const action = this.script[Math.min(this.entries.length, this.script.length) - 1]!;
    return action(entry, this);
  }
}

export const never = (): Promise<never> => new Promise(() => undefined);
export const done = (value: unknown): GuestMessage => ({ t: 'done', value: encode(value, Infinity) });
export const commandOf = (step: Step | undefined): RealmCommand | undefined =>
  step && 'message' in step ? (JSON.parse(step.message) as RealmCommand) : undefined;

export interface Run {
  readonly host: FakeHost;
  readonly result: Promise<SessionOutcome>;
}

export type RequestOptions = Partial<Omit<SessionRequest, 'limits'>> & {
  readonly limits?: Partial<RunLimits>;
};

export function start(script: Script, over: RequestOptions = {}): Run {
  const host = new FakeHost(script);
  const request: SessionRequest = {
    source: { filename: 'codelet.js', code: 'line one\nline two\nline three' },
    compiled: { script: 'the script', map: [1, 0, 1, 0], export_name: 'main' },
    input: '=1',
    globals: null,
    seed: '00'.repeat(32),
    clock: { kind: 'machine' },
    env: null,
    capabilities: [],
    ...over,
    limits: { ...defaultLimits(), timeout_ms: 10_000, ...over.limits },
  };
  return { host, result: runSession(host.open, request) };
}

/** The session of a realm that posts these messages in its first entry and rests. */
export async function after(
  messages: readonly (GuestMessage | string)[],
  over: RequestOptions = {},
  report: EntryReport = {},
): Promise<SessionOutcome & { host: FakeHost }> {
  const { host, result } = start(
    [
      ({ post }) => {
        for (const message of messages) post(message);
        return report;
      },
    ],
    over,
  );
  return { ...(await result), host };
}

export function errorOf({
  outcome,
}: SessionOutcome): Extract<SessionOutcome['outcome'], { ok: false }>['error'] {
  if (outcome.ok) throw new Error(`it went well: ${String(outcome.value)}`);
  return outcome.error;
}

import type {
  GuestMessage,
  Host,
  HostExit,
  HostInit,
  Realm,
  RealmCommand,
  SandboxAdapter,
  SandboxTraits,
} from '@codelets/core';

type Post = (message: string) => void;

/** What a realm does when it is entered, instead of running a codelet. */
export type Play = (
  input: string,
  post: (message: GuestMessage) => void,
  host: FakeHost,
) => void | Promise<void>;

/** Ends at once with its own input. */
const echo: Play = (input, post) => post({ t: 'done', value: input });

export class FakeHost implements Host {
  readonly exited: Promise<HostExit>;
  isAlive = true;
  realms = 0;
  resident_bytes = 0;
  #exit!: (exit: HostExit) => void;

  constructor(
    readonly init: HostInit,
    private readonly adapter: FakeAdapter,
  ) {
    this.exited = new Promise((resolve) => {
      this.#exit = resolve;
    });
  }

  get memory_mb(): number {
    return this.init.memory_bytes / 1024 / 1024;
  }

  async openRealm(post: Post): Promise<Realm> {
    this.realms += 1;
    await this.adapter.onRealm(this);
    return {
      enter: async (steps) => {
        const commands = steps.flatMap((step) =>
          'message' in step ? [JSON.parse(step.message) as RealmCommand] : [],
        );
        const configure = commands.find((command) => command.t === 'configure');
        await this.adapter.play(
          configure?.input ?? '=null',
          (message) => post(JSON.stringify(message)),
          this,
        );
        return {};
      },
      dispose: () => undefined,
    };
  }

  exit(reason: HostExit['reason'], detail = 'told by the test'): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.#exit({ reason, detail });
  }

  kill(): void {
    this.exit('killed');
  }

  usage(): { peak_memory_bytes: number; resident_bytes: number } {
    return { peak_memory_bytes: 0, resident_bytes: this.resident_bytes };
  }

  setReferenced(): void {}
}

const TRAITS: SandboxTraits = {
  boundary: 'none',
  time: 'always',
  memory: true,
  cpu: true,
  deterministic: false,
  walls: [],
};

/** A sandbox whose hosts do what a test says, and that notes what is asked of it. */
export class FakeAdapter implements SandboxAdapter {
  readonly spec = 1;
  readonly name = 'fake';
  readonly isolation = 'inline';
  readonly hosts: FakeHost[] = [];
  /** The highest number of hosts that lived or started at the same time. */
  peak = 0;
  starts = 0;
  play: Play = echo;
  onStart: (count: number) => void | Promise<void> = () => undefined;
  onRealm: (host: FakeHost) => void | Promise<void> = () => undefined;
  traits: SandboxAdapter['traits'] = () => Promise.resolve(TRAITS);
  #starting = 0;

  get alive(): FakeHost[] {
    return this.hosts.filter(({ isAlive }) => isAlive);
  }

  async openHost(init: HostInit): Promise<FakeHost> {
    this.starts += 1;
    this.#starting += 1;
    this.peak = Math.max(this.peak, this.alive.length + this.#starting);
    try {
      await this.onStart(this.starts);
      const host = new FakeHost(init, this);
      this.hosts.push(host);
      return host;
    } finally {
      this.#starting -= 1;
    }
  }
}

/** Lets promises and immediates settle that need no time to pass. */
export async function settled(turns = 30): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

export interface Gate {
  readonly promise: Promise<void>;
  open(): void;
}

export function gate(): Gate {
  let open!: () => void;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

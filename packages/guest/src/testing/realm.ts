import { createRequire } from 'node:module';
import { Script, createContext, runInContext, type Context } from 'node:vm';
import {
  decode,
  encode,
  parseGuestMessage,
  type ConfigureCommand,
  type GuestMessage,
  type RealmCommand,
} from '@codelets/core';
import { PRELUDE } from '../index.js';

export type EngineName = 'node:vm' | 'vm2';
export const ENGINES: readonly EngineName[] = ['node:vm', 'vm2'];

export const FILE = 'codelet.js';

type Evaluate = (code: string, filename: string) => unknown;
type Prelude = (post: (message: unknown) => void) => (message: string) => void;

interface Vm2 {
  readonly VM: new (options: object) => { run(script: unknown): unknown };
  readonly VMScript: new (code: string, filename: string) => unknown;
}

const scripts = new Map<string, Script>();
const vm2Scripts = new Map<string, { module: Vm2; prelude: unknown }>();

function scriptOf(prelude: string): Script {
  const known = scripts.get(prelude) ?? new Script(prelude, { filename: 'codelets:prelude' });
  scripts.set(prelude, known);
  return known;
}

function loadVm2(prelude: string): { module: Vm2; prelude: unknown } {
  const require = createRequire(new URL('../../../sandbox-vm2/package.json', import.meta.url));
  const module = require('vm2') as Vm2;
  const known = vm2Scripts.get(prelude) ?? {
    module,
    prelude: new module.VMScript(prelude, 'codelets:prelude'),
  };
  vm2Scripts.set(prelude, known);
  return known;
}

export interface RealmOptions extends Partial<Omit<ConfigureCommand, 't' | 'input' | 'globals'>> {
  readonly engine?: EngineName;
  readonly input?: unknown;
  readonly globals?: Readonly<Record<string, unknown>>;
  /** Code that runs before the prelude, as an engine's own set-up would. */
  readonly before?: string;
  /** Text in place of the prelude. */
  readonly prelude?: string;
  /** Takes the place of `post`. */
  readonly post?: (message: unknown) => void;
}

const next = setImmediate;
const turn = (): Promise<void> => new Promise((resolve) => next(resolve));

/** A fresh realm with the prelude in it; one codelet may run in it. */
export class TestRealm {
  /** Everything that was posted, as it came. */
  readonly posted: unknown[] = [];
  readonly evaluate: Evaluate;
  /** What `options.before` evaluated to. */
  readonly before: unknown;
  readonly #deliver: (message: string) => void;
  readonly #options: RealmOptions;

  constructor(options: RealmOptions = {}) {
    this.#options = options;
    const post = (message: unknown): void => {
      this.posted.push(message);
      options.post?.(message);
    };
    if (options.engine === 'vm2') {
      const { module, prelude } = loadVm2(options.prelude ?? PRELUDE);
      const vm = new module.VM({ eval: false, wasm: false });
      this.evaluate = (code, filename) => vm.run(new module.VMScript(code, filename));
      if (options.before !== undefined) this.before = this.evaluate(options.before, 'before');
      this.#deliver = (vm.run(prelude) as Prelude)(post);
    } else {
      const context: Context = createContext({});
      this.evaluate = (code, filename) => runInContext(code, context, { filename }) as unknown;
      if (options.before !== undefined) this.before = this.evaluate(options.before, 'before');
      this.#deliver = (scriptOf(options.prelude ?? PRELUDE).runInContext(context) as Prelude)(post);
    }
  }

  /** Every message so far; throws when one of them is none that the trusted side would take. */
  get messages(): GuestMessage[] {
    return this.posted.map((posted) => {
      const message = typeof posted === 'string' ? parseGuestMessage(posted) : undefined;
      if (!message) throw new Error(`posted what is no message: ${String(posted).slice(0, 200)}`);
      return message;
    });
  }

  of<T extends GuestMessage['t']>(kind: T): Extract<GuestMessage, { t: T }>[] {
    return this.messages.filter((message): message is Extract<GuestMessage, { t: T }> => message.t === kind);
  }

  get logs(): string[] {
    return this.of('log').map(({ message }) => message);
  }

  /** The one message that ends the run. */
  get final(): GuestMessage {
    const finals = this.messages.filter(({ t }) => !['log', 'logs-dropped', 'violation', 'wait'].includes(t));
    if (finals.length !== 1)
      throw new Error(`ended ${finals.length} times: ${JSON.stringify(this.posted.slice(-5))}`);
    return finals[0]!;
  }

  get isOver(): boolean {
    return this.messages.some(({ t }) => !['log', 'logs-dropped', 'violation', 'wait'].includes(t));
  }

  deliver(command: RealmCommand): void {
    this.#deliver(JSON.stringify(command));
  }

  configure(): void {
    const { engine: _, input, globals, before: __, post: ___, prelude: ____, ...rest } = this.#options;
    this.deliver({
      t: 'configure',
      input: encode(input, Infinity),
      globals: globals === undefined ? null : encode(globals, Infinity),
      filename: FILE,
      map: [],
      seed: '5a'.repeat(32),
      max_logs: 100,
      max_log_bytes: 1 << 20,
      max_result_bytes: 1 << 20,
      max_calls: 1000,
      max_call_bytes: 1 << 20,
      env: null,
      capabilities: [],
      now: null,
      ...rest,
    });
  }

  /** Runs a module body that defines `main`; its first line is line 2 of the script. */
  async run(body: string, exportName = 'main'): Promise<this> {
    this.configure();
    const head =
      '__codelet_define__(async function (__deny, __import, __exports) {"use strict";__exports({__proto__:null';
    this.evaluate(`${head},main:()=>main});\n${body}\n});`, this.#options.filename ?? FILE);
    this.deliver({ t: 'start', export_name: exportName });
    await turn();
    return this;
  }

  async tick(times = 1): Promise<void> {
    for (let count = 0; count < times; count += 1) {
      this.deliver({ t: 'tick' });
      await turn();
    }
  }
}

export async function runBody(body: string, options: RealmOptions = {}): Promise<TestRealm> {
  return new TestRealm(options).run(body);
}

/** What the body's `main` answers, when it ends well. */
export async function valueOf(body: string, options: RealmOptions = {}): Promise<unknown> {
  const { final } = await runBody(body, options);
  if (final.t !== 'done') throw new Error(`ended with ${JSON.stringify(final)}`);
  return decode(final.value);
}

/** What an expression is inside the realm. */
export const evaluated = (expression: string, options: RealmOptions = {}): Promise<unknown> =>
  valueOf(`async function main(input) { return (${expression}); }`, options);

import { createHash, randomBytes } from 'node:crypto';
import {
  decode,
  defaultLimits,
  encode,
  mergeLimits,
  type CodeletError,
  type Host,
  type Recording,
  type RunClock,
  type SandboxAdapter,
} from '@codelets/core';
import { Compiler, type CompiledCodelet, type GrantedUnit } from '@codelets/compiler';
import { NETWORK_GLOBALS, PRELUDE } from '@codelets/guest';
import { runSession, type Lead, type SessionOutcome, type SourceText } from '@codelets/session';
import { compileError, compileFor, refused, textOf } from './direct-failures.js';
import { answerWith, grantedFunctions } from './granted-functions.js';
import { ORIGIN_WITHOUT_WIRE } from './served.js';
import type { KeptRun, ReplayedRun, RunOptions, RunResult, Subject } from './subject.js';

/** What the course of a run depends on besides its options. */
interface Conditions {
  readonly seed: string;
  readonly clock: RunClock;
  /** Names alone, where nobody answers. */
  readonly capabilities: readonly string[];
  readonly lead?: Lead;
}

/** A run with its session, when it came to one, and with what was handed to it. */
interface Ended {
  readonly result: RunResult;
  readonly session?: SessionOutcome;
  readonly given?: Pick<Recording, 'limits' | 'input' | 'globals' | 'env'>;
}

/**
 * The smallest driver there can be: hosts by memory limit, one realm a run, a new host after a fault. What fails here
 * is the adapter's, not a pool's.
 */
export class DirectSubject implements Subject {
  readonly #idle = new Map<number, Host[]>();
  readonly #hosts = new Set<Host>();
  readonly #compiler = new Compiler();

  constructor(private readonly adapter: SandboxAdapter) {}

  async run(code: string, options: RunOptions = {}): Promise<RunResult> {
    const { result } = await this.#start(code, options, conditionsOf(options, { kind: 'machine' }));
    return result;
  }

  record(code: string, options: RunOptions = {}): Promise<KeptRun> {
    return this.#keep(code, options, conditionsOf(options, { kind: 'handed', now: Date.now() }));
  }

  async replay(recording: Recording): Promise<ReplayedRun> {
    const { source, seed, clock, capabilities, limits, input, env } = recording;
    if (source.type !== 'string') throw new TypeError('The suite keeps runs of one file');
    const { code, filename, language, export_name } = source;
    const policy = { env: decode(env ?? encode({}, Infinity)) as Record<string, string> };
    const options: RunOptions = { ...limits, filename, language, export_name, input: decode(input), policy };
    const lead = { tape: recording, then: { end: undefined } };
    const { result, session } = await this.#start(code, options, { seed, clock, capabilities, lead });
    return { ...result, difference: session?.divergence?.what };
  }

  async #keep(code: string, options: RunOptions, conditions: Conditions): Promise<KeptRun> {
    const { result, session, given } = await this.#start(code, options, conditions);
    const questions = session?.suspended.map(({ payload }) => payload) ?? [];
    const resume = (answer: unknown): Promise<KeptRun> => {
      const { calls, deliveries } = session!.tape;
      const [{ id }, ...live] = session!.suspended as [SessionOutcome['suspended'][number]];
      const now = deliveries.at(-1)?.now ?? ('now' in conditions.clock ? conditions.clock.now : 0);
      const value = encode(answer, Infinity);
      const tape = {
        calls,
        deliveries: [...deliveries, { t: 'answer' as const, id, value, error: null, now }],
      };
      return this.#keep(code, options, { ...conditions, lead: { tape, then: { live } } });
    };
    const { filename = 'codelet.js', language = 'js', export_name = 'main' } = options;
    const { seed, clock, capabilities } = conditions;
    const recording = session &&
      given && {
        version: 1 as const,
        sandbox: `${this.adapter.name}/${this.adapter.isolation}`,
        node: process.version,
        source: { type: 'string' as const, code, filename, language, export_name },
        modules: [],
        policy_hash: '',
        ...given,
        ...{ capabilities, seed, clock },
        ...session.tape,
        result: resultOf(session),
      };
    return { ...result, recording, questions, resume };
  }

  async #start(code: string, options: RunOptions, conditions: Conditions): Promise<Ended> {
    const limits = mergeLimits(defaultLimits(), options);
    const source = { filename: options.filename ?? 'codelet.js', code };
    const names = Object.keys(options.globals ?? {});
    if (conditions.capabilities.includes('fetch')) names.push(...NETWORK_GLOBALS);
    const compiled = await this.#compile(source, options, names);
    if ('error' in compiled) return { result: refused(compiled.error) };
    const input = textOf('input', options.input, limits);
    if (typeof input !== 'string') return { result: refused(input) };
    const globals = options.globals === undefined ? null : textOf('globals', options.globals, limits);
    if (globals !== null && typeof globals !== 'string') return { result: refused(globals) };
    const { policy = {} } = options;
    const origin = policy.fetch ? { ORIGIN: ORIGIN_WITHOUT_WIRE } : {};
    const given = { limits, input, globals, env: encode({ ...policy.env, ...origin }, Infinity) };
    const session = await this.#session(source, compiled.compiled, given, options, conditions);
    const { outcome } = session;
    const result = {
      ...session,
      outcome: outcome.ok ? { ok: true as const, value: outcome.value } : outcome,
    };
    return { result, session, given };
  }

  async #compile(
    source: SourceText,
    options: RunOptions,
    names: string[],
  ): Promise<{ compiled: CompiledCodelet } | { error: CodeletError }> {
    const { export_name = 'main', language, modules, granted } = options;
    if (!language && !modules && !granted) return compileFor(source, export_name, names);
    const { filename, code } = source;
    const outcome = modules
      ? await this.#compiler.compileModules({ entry: code, modules }, { export_name, granted: names })
      : granted
        ? await this.#compiler.compileModules(
            { entry: './a.js', modules: { './a.js': code } },
            { export_name, granted: names, single_filename: filename, single_language: language },
            await this.#grants(granted),
          )
        : await this.#compiler.compile(code, { filename, export_name, granted: names, language });
    if (outcome.ok) return outcome;
    const { module } = outcome.failure;
    const text = module === undefined ? undefined : modules?.[module];
    return {
      error: compileError(
        outcome.failure,
        text === undefined ? source : { filename: module!.slice(2), code: text },
      ),
    };
  }

  #grants(granted: Readonly<Record<string, string>>): Promise<GrantedUnit[]> {
    return Promise.all(
      Object.entries(granted).map(async ([specifier, text]) => {
        const commonjs = text.includes('module.exports');
        const code = commonjs
          ? `var module = { exports: {} }; (function (module, exports) {${text}\n})(module, module.exports);\nexport default module.exports;`
          : text;
        const outcome = await this.#compiler.compileGranted({ specifier, code, commonjs });
        if (!outcome.ok) throw new Error(outcome.failure.message);
        return outcome.unit;
      }),
    );
  }

  async close(): Promise<void> {
    await this.#compiler.dispose();
    const hosts = [...this.#hosts];
    for (const host of hosts) host.kill();
    await Promise.all(hosts.map(({ exited }) => exited));
  }

  async #session(
    source: SourceText,
    compiled: CompiledCodelet,
    given: NonNullable<Ended['given']>,
    { signal, on_log, policy = {} }: RunOptions,
    conditions: Conditions,
  ): Promise<SessionOutcome> {
    const { limits } = given;
    const host = await this.#take(limits.memory_mb);
    let listener: (posted: string) => void = () => undefined;
    const realm = await host
      .openRealm((posted) => listener(posted))
      .catch((thrown: unknown) => {
        host.kill();
        throw thrown;
      });
    const open = { host, realm, listen: (listen: typeof listener) => void (listener = listen) };
    const session = await runSession(open, {
      source,
      compiled,
      ...given,
      signal,
      ...conditions,
      answerCall: answerWith(grantedFunctions(policy), limits),
      onLog: on_log,
    });
    if (session.host_is_clean) this.#idle.get(limits.memory_mb)!.push(host);
    else host.kill();
    return session;
  }

  async #take(memory_mb: number): Promise<Host> {
    const idle = this.#idle.get(memory_mb) ?? [];
    this.#idle.set(memory_mb, idle);
    const known = idle.pop();
    if (known) return known;
    const host = await this.adapter.openHost({ prelude: PRELUDE, memory_bytes: memory_mb * 1024 * 1024 });
    this.#hosts.add(host);
    void host.exited.then(() => {
      this.#hosts.delete(host);
      const at = idle.indexOf(host);
      if (at !== -1) idle.splice(at, 1);
    });
    return host;
  }
}

/** A virtual clock and a seed where the policy says so. */
function conditionsOf({ policy = {} }: RunOptions, clock: RunClock): Conditions {
  const { deterministic } = policy;
  return {
    seed: deterministic
      ? createHash('sha256').update(deterministic.seed).digest('hex')
      : randomBytes(32).toString('hex'),
    clock: deterministic ? { kind: 'virtual', now: deterministic.now } : clock,
    capabilities: [...grantedFunctions(policy).keys()],
  };
}

function resultOf({ outcome, logs }: SessionOutcome): Recording['result'] {
  return { ok: outcome.ok, text: outcome.ok ? outcome.text : encode(outcome.error, Infinity), logs };
}

import { createHash, randomBytes } from 'node:crypto';
import {
  CannotCrossError,
  TooLargeError,
  defaultLimits,
  encode,
  mergeLimits,
  type CodeletError,
  type Host,
  type RunLimits,
  type SandboxAdapter,
} from '@codelets/core';
import {
  Compiler,
  compile,
  type CompiledCodelet,
  type CompileFailure,
  type GrantedUnit,
} from '@codelets/compiler';
import { PRELUDE } from '@codelets/guest';
import { describeLocation, failure, runSession, type SourceText } from '@codelets/session';
import { answerWith, grantedFunctions } from './granted-functions.js';
import type { RunOptions, RunResult, Subject } from './subject.js';

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
    const limits = mergeLimits(defaultLimits(), options);
    const source = { filename: options.filename ?? 'codelet.js', code };
    const compiled = await this.#compile(source, options);
    if ('error' in compiled) return refused(compiled.error);
    const input = textOf('input', options.input, limits);
    if (typeof input !== 'string') return refused(input);
    const globals = options.globals === undefined ? null : textOf('globals', options.globals, limits);
    if (globals !== null && typeof globals !== 'string') return refused(globals);
    return this.#session(source, compiled.compiled, input, globals, limits, options);
  }

  async #compile(
    source: SourceText,
    options: RunOptions,
  ): Promise<{ compiled: CompiledCodelet } | { error: CodeletError }> {
    const { export_name = 'main', globals = {}, language, modules, granted } = options;
    const names = Object.keys(globals);
    if (!language && !modules && !granted) return compileFor(source, options);
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
    input: string,
    globals: string | null,
    limits: RunLimits,
    { signal, on_log, policy = {} }: RunOptions,
  ): Promise<RunResult> {
    const host = await this.#take(limits.memory_mb);
    let listener: (posted: string) => void = () => undefined;
    const realm = await host
      .openRealm((posted) => listener(posted))
      .catch((thrown: unknown) => {
        host.kill();
        throw thrown;
      });
    const open = { host, realm, listen: (listen: typeof listener) => void (listener = listen) };
    const { env = {}, deterministic } = policy;
    const seed = deterministic
      ? createHash('sha256').update(deterministic.seed).digest('hex')
      : randomBytes(32).toString('hex');
    const granted = grantedFunctions(policy);
    const session = await runSession(open, {
      source,
      compiled,
      input,
      globals,
      limits,
      signal,
      seed,
      clock: deterministic ? { kind: 'virtual', now: deterministic.now } : { kind: 'machine' },
      env: encode(env, Infinity),
      capabilities: [...granted.keys()],
      answerCall: answerWith(granted, limits),
      onLog: on_log,
    });
    if (session.host_is_clean) this.#idle.get(limits.memory_mb)!.push(host);
    else host.kill();
    const { outcome } = session;
    return { ...session, outcome: outcome.ok ? { ok: true, value: outcome.value } : outcome };
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

function refused(error: CodeletError): RunResult {
  const violations = error.code === 'POLICY_VIOLATION' ? 1 : 0;
  return { outcome: { ok: false, error }, logs: [], logs_dropped: 0, violations, duration_ms: 0 };
}

function compileFor(
  source: SourceText,
  options: RunOptions,
): { compiled: CompiledCodelet } | { error: CodeletError } {
  const { export_name = 'main', globals = {} } = options;
  const outcome = compile(source.code, {
    filename: source.filename,
    export_name,
    granted: Object.keys(globals),
  });
  return outcome.ok ? outcome : { error: compileError(outcome.failure, source) };
}

function compileError(
  { code, message, line, column, denied }: CompileFailure,
  source: SourceText,
): CodeletError {
  const location = describeLocation(source.filename, source.code, line, column);
  return failure(code, message, {
    name: code === 'SYNTAX_ERROR' ? 'SyntaxError' : 'PolicyViolation',
    ...(location === undefined ? {} : { location }),
    ...(denied === undefined ? {} : { details: { denied } }),
  });
}

/** A value of the caller as text, or why it cannot enter. */
function textOf(
  what: 'input' | 'globals',
  value: unknown,
  { max_input_bytes }: RunLimits,
): string | CodeletError {
  try {
    return encode(value, max_input_bytes, { own_bytes: true });
  } catch (thrown) {
    const text = `The ${what} cannot enter the sandbox`;
    if (thrown instanceof CannotCrossError) {
      return failure('INVALID_INPUT', text, {
        details: { in: what, path: thrown.path, found: thrown.found },
      });
    }
    const facts = { in: what, limit: 'max_input_bytes', limit_value: max_input_bytes };
    return failure('INVALID_INPUT', text, {
      details: thrown instanceof TooLargeError ? facts : { in: what },
    });
  }
}

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SandboxAdapter } from '@codelets/core';
import { hosted } from '@codelets/host';
import { NATIVE_STACK_FLAGS, engineOptions } from './engine-options.js';
import { INSTALL, NAME, inlineAdapter } from './inline-adapter.js';

export interface QuickJsOptions {
  /** Where QuickJS runs: a thread of the service (default), a process of its own, or the service's own thread. */
  isolation?: 'thread' | 'process' | 'inline';
  /**
   * Says that the codelets are the embedder's own, which `isolation: 'inline'` takes: nothing can end a long native
   * call there, and meanwhile the service answers nobody.
   */
  trust?: 'trusted';
}

/**
 * The QuickJS sandbox. The deadline and the memory limit hold in every isolation; in a thread or process they also
 * end native calls. Throws a `TypeError` for unknown options, and for `isolation: 'inline'` without trust.
 */
export function quickjs(options: QuickJsOptions = {}): SandboxAdapter {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`quickjs() takes an object of options, got ${String(options)}`);
  for (const key of Object.keys(options)) {
    if (key !== 'isolation' && key !== 'trust')
      throw new TypeError(`quickjs() does not know the option "${key}"; it has isolation, trust`);
  }
  const { isolation = 'thread', trust } = options;
  if (trust !== undefined && trust !== 'trusted')
    throw new TypeError(`trust must be "trusted", not "${String(trust)}"`);
  if (isolation === 'inline') {
    if (trust === 'trusted') return inlineAdapter();
    throw new TypeError(
      `quickjs() runs inline with trust: "trusted" only: nothing could end a long native call`,
    );
  }
  if (isolation !== 'thread' && isolation !== 'process') {
    throw new TypeError(
      `quickjs() runs in a "thread", in a "process" or "inline", not in "${String(isolation)}"`,
    );
  }
  return hosted(
    {
      name: NAME,
      module: join(dirname(fileURLToPath(import.meta.url)), 'engine.cjs'),
      options: engineOptions(isolation),
      packages: ['quickjs-wasi'],
      boundary: 'wasm',
      thread_time: 'always',
      deterministic: true,
      engine_memory: true,
      exec_argv: isolation === 'process' ? NATIVE_STACK_FLAGS : [],
      install: INSTALL,
    },
    { isolation },
  );
}

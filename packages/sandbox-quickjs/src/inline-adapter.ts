import {
  type Engine,
  type Host,
  type HostInit,
  type SandboxAdapter,
  SandboxUnavailableError,
} from '@codelets/core';
import createEngine from './engine.js';
import { engineOptions } from './engine-options.js';
import { InlineHost } from './inline-host.js';

export const NAME = 'quickjs';
export const INSTALL = 'npm install quickjs-wasi@3.6.2';

/** QuickJS in the service's own thread, for codelets that are trusted. */
export function inlineAdapter(): SandboxAdapter {
  const options = engineOptions('inline');
  return {
    spec: 1,
    name: NAME,
    isolation: 'inline',
    // The engine's interrupt covers loops, promise jobs and patterns; nothing ends the native calls between.
    traits: async () => ({
      boundary: 'wasm',
      time: 'loops',
      memory: true,
      cpu: false,
      deterministic: true,
      walls: [],
    }),
    async openHost(init: HostInit): Promise<Host> {
      let engine: Engine;
      try {
        engine = await createEngine(init, options);
      } catch (error) {
        const said = error instanceof Error ? error.message : 'unknown error';
        throw new SandboxUnavailableError(
          `${NAME} cannot be loaded here: ${said}. Install it with: ${INSTALL}`,
        );
      }
      return new InlineHost(engine);
    },
  };
}

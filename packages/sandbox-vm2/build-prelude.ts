import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

interface Transformer {
  transformer(
    args: null,
    body: string,
    isAsync: boolean,
    isGenerator: boolean,
    filename: string,
  ): { code: string };
}

/**
 * `virtual:transformed-prelude`: the prelude as vm2's rewriter leaves it. Its parser takes a quarter of a second of
 * CPU time for the prelude, at every start of a host; it is paid once, when this package is built.
 */
export const transformedPrelude: Plugin = {
  name: 'transformed-prelude',
  setup(build) {
    build.onResolve({ filter: /^virtual:transformed-prelude$/ }, () => ({
      path: 'prelude',
      namespace: 'transformed',
    }));
    build.onLoad({ filter: /.*/, namespace: 'transformed' }, () => {
      const { PRELUDE } = require('@codelets/guest') as { PRELUDE: string };
      const { transformer } = require('vm2/lib/transformer.js') as Transformer;
      const { code } = transformer(null, PRELUDE, false, false, 'codelets:prelude');
      const fingerprint = PRELUDE.slice(PRELUDE.lastIndexOf('/*'));
      return {
        contents: `export const fingerprint=${JSON.stringify(fingerprint)};export const code=${JSON.stringify(code)}`,
      };
    });
  },
};

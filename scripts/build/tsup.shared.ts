import type { Options } from 'tsup';

/** The published entry of a package: src/index.ts as ESM and CommonJS, with types for each. */
export function library(options: Options = {}): Options {
  return {
    entry: ['src/index.ts'],
    format: ['esm', 'cjs'],
    target: 'node18',
    platform: 'node',
    // tsup sets baseUrl for its declaration build, which TypeScript 6 reports as deprecated.
    dts: { entry: 'src/index.ts', compilerOptions: { ignoreDeprecations: '6.0' } },
    splitting: false,
    sourcemap: false,
    clean: false,
    removeNodeProtocol: false,
    silent: true,
    ...options,
  };
}

/**
 * A self-contained CommonJS file next to the entry, for code that runs in another thread or
 * process: with everything inlined but `external`, a host needs to read one file only.
 */
export function bundle(name: string, entry: string, external: string[] = []): Options[] {
  const inlined = external.length === 0 ? /.*/ : new RegExp(`^(?!(?:${external.join('|')})(?:/|$))`);
  return [
    {
      entry: { [name]: entry },
      format: ['cjs'],
      target: 'node18',
      platform: 'node',
      // tsup lets noExternal win over external, so the pattern leaves those names out.
      noExternal: [inlined],
      external,
      outExtension: () => ({ js: '.cjs' }),
      dts: false,
      splitting: false,
      sourcemap: false,
      clean: false,
      removeNodeProtocol: false,
      silent: true,
    },
  ];
}

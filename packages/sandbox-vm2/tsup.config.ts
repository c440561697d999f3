import { defineConfig } from 'tsup';
import { bundle, library } from '../../scripts/build/tsup.shared.ts';
import { transformedPrelude } from './build-prelude.ts';

export default defineConfig([
  library({ shims: true }),
  ...bundle('engine', 'src/engine.ts', ['vm2']).map((options) => ({
    ...options,
    esbuildPlugins: [transformedPrelude],
  })),
]);

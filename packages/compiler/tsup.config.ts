import { defineConfig } from 'tsup';
import { bundle, library } from '../../scripts/build/tsup.shared.ts';

export default defineConfig([
  library({ shims: true }),
  ...bundle('compile-thread', 'src/thread/compile-thread.ts', ['@swc/wasm-typescript']),
]);

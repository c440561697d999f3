import { defineConfig } from 'tsup';
import { bundle, library } from '../../scripts/build/tsup.shared.ts';

export default defineConfig([
  library({ shims: true }),
  ...bundle('engine', 'src/engine.ts', ['isolated-vm']),
]);

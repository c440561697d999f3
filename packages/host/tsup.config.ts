import { defineConfig } from 'tsup';
import { bundle, library } from '../../scripts/build/tsup.shared.ts';

export default defineConfig([
  library({ shims: true }),
  ...bundle('process-child', 'src/child/process-child.ts'),
  ...bundle('thread-child', 'src/child/thread-child.ts'),
  ...bundle('reaper-child', 'src/reaper/reaper-child.ts'),
]);

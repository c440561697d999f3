import { defineConfig } from 'tsup';
import { library } from '../../scripts/build/tsup.shared.ts';

export default defineConfig(library({ shims: true }));

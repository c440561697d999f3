import { defineConfig } from 'vitest/config';

// Properties take longer than a test of one case when the machine is busy.
export default defineConfig({ test: { testTimeout: 30_000 } });

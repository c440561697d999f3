import { defineConfig } from 'vitest/config';

// One worker for all files: fast-check is large, and these tests share nothing. Properties take longer than a test of
// one case when the machine is busy.
export default defineConfig({ test: { isolate: false, testTimeout: 30_000 } });

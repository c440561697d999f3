import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Deadlines, stalls and processes are measured here: one file at a time has the machine to itself.
    fileParallelism: false,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { soak } from './soak.mjs';

const PROGRAM = fileURLToPath(new URL('./run.mjs', import.meta.url));
const options = { runs: 200, seed: 3, parallel: 4, traits: { memory: true } };

/** A runner that answers every run with this. */
const answering = (answer) => ({
  run: (_, { input }) => Promise.resolve({ logs: [], duration_ms: 1, stats: {}, ...answer(input.n) }),
});

describe('the soak', () => {
  it('of a few hundred runs ends well on the default sandbox', { timeout: 120_000 }, async () => {
    const child = spawn(process.execPath, ['--expose-gc', PROGRAM, '--runs', '200', '--seed', '11'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (data) => (said += data.toString()));
    child.stderr.on('data', (data) => (said += data.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(said).toContain('Nothing was lost, altered or left.');
    expect(code).toBe(0);
  });

  it.each([
    ['another value', () => ({ ok: true, value: 0, error: undefined })],
    ['another code', () => ({ ok: false, error: { code: 'SANDBOX_CRASHED', message: '' } })],
    // Right for the simplest codelet, had it not lost its log.
    ['a lost log', (n) => ({ ok: true, value: n + 1, error: undefined })],
  ])('finds %s', async (_, answer) => {
    const { done, wrongs, wrong } = await soak(answering(answer), options);
    expect(done).toBe(200);
    expect(wrongs).toBeGreaterThan(150);
    expect(wrong.length).toBeGreaterThan(0);
  });
});

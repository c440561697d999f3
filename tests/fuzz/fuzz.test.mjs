import { describe, expect, it } from 'vitest';
import { TARGETS, failureOf, foundCases, fuzz } from './fuzzer.mjs';
import { randomOf } from './random.mjs';
import { loadSubjects } from './subjects.mjs';

/** A start of what `npm run fuzz` does for minutes. */
const RUNS = 300;

describe('what reads untrusted text', () => {
  it.each(TARGETS)('$name holds for a few hundred cases', async (target) => {
    expect(await fuzz(target, { seed: 1, runs: RUNS })).toBeUndefined();
  });

  it.each(foundCases())('holds for $file, which failed once', async ({ target: name, case: given }) => {
    const target = TARGETS.find((one) => one.name === name);
    expect(failureOf(target, given, await loadSubjects())).toBeUndefined();
  });
});

describe('the fuzzer', () => {
  it.each(TARGETS)('makes the same cases of $name from the same seed', async (target) => {
    const subjects = await loadSubjects();
    const cases = [7, 7, 8].map((seed) => JSON.stringify(target.generate(randomOf(seed), subjects)));
    expect(cases[0]).toBe(cases[1]);
    expect(cases[0]).not.toBe(cases[2]);
  });

  it('makes a case that fails smaller, and names its seed', async () => {
    const target = {
      name: 'broken',
      generate: (random) => ({
        text: `${'a'.repeat(random.below(50))}X${'b'.repeat(9)}`,
      }),
      check: ({ text }) => {
        if (text.includes('X')) throw new Error('it has an X');
      },
    };
    const failed = await fuzz(target, { seed: 5, runs: 3 });
    expect(failed).toMatchObject({ target: 'broken', seed: 5, case: { text: 'X' } });
  });
});

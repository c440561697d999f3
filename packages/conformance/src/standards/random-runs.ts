import type { ConformanceGroup } from '../conformance-case.js';

const source = `export const main = () => [Math.random(), Math.random(), crypto.randomUUID(), ...crypto.getRandomValues(new Uint8Array(16))].join()`;

export const randomRuns: ConformanceGroup = {
  name: 'randomness of several runs',
  cases: [
    {
      name: 'no run repeats another',
      source,
      check: async (first, { expect, subject }) => {
        const texts = [first, await subject.run(source), await subject.run(source)].map(({ outcome }) =>
          outcome.ok ? outcome.value : outcome.error.code,
        );
        expect(new Set(texts).size).toBe(3);
      },
    },
  ],
};

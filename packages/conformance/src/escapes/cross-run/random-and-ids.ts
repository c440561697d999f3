import type { EscapeCase } from '../escape-case.js';

export const randomAndIds: EscapeCase = {
  class: 'cross-run',
  name: 'random numbers, UUIDs and timers ids do not go on where another run stopped',
  modelled_on: 'class: a generator that is part of an image',
  tell: async ({ subject, expect }) => {
    const seen = new Set<unknown>();
    for (let runs = 0; runs < 4; runs += 1) {
      const { outcome } = await subject.run(
        'export const main = () => [Math.random(), crypto.randomUUID(), crypto.getRandomValues(new Uint32Array(2)).join()].join()',
      );
      seen.add(outcome.ok ? outcome.value : runs);
    }
    expect(seen.size).toBe(4);
  },
};

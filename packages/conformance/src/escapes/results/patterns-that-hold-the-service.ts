import type { EscapeCase } from '../escape-case.js';

export const patternsThatHoldTheService: EscapeCase = {
  class: 'results',
  name: 'patterns whose mere construction takes as long in the service as it did inside',
  modelled_on: 'class: a constructor that nobody can interrupt',
  tell: async ({ subject, expect }) => {
    for (const pattern of [
      "'[\\\\p{L}--\\\\p{Lu}]'.repeat(60), 'v'",
      "'\\\\p{L}'.repeat(500), 'u'",
      "'('.repeat(6000) + ')'.repeat(6000), ''",
    ]) {
      const { outcome } = await subject.run(
        `export function main() { try { return new RegExp(${pattern}) } catch { return () => 1 } }`,
        { timeout_ms: 1000 },
      );
      expect(outcome.ok ? 'ok' : outcome.error.code).toMatch(/^(INVALID_OUTPUT|TIMEOUT)$/);
    }
    const { outcome } = await subject.run(
      `export const main = () => [new RegExp('a'.repeat(9000)), /^\\p{Lu}/u]`,
    );
    expect(outcome.ok).toBe(true);
  },
};

import type { CodeletResult } from '@codelets/runner';
import { describe, expect, it } from 'vitest';
import { SANDBOXES, factsOf, loadService, type ExampleOptions } from './support/examples.js';

interface Service {
  cleanRows(rows: readonly object[], options?: ExampleOptions): Promise<CodeletResult>;
  readRows(): readonly object[];
}

const { cleanRows, readRows } = await loadService<Service>('data-cleaner');

describe.each(SANDBOXES)('the data cleaner in %s', (_, options) => {
  it('cleans rows with the packages that it may import', async () => {
    expect(factsOf(await cleanRows(readRows(), options))).toStrictEqual({
      value: {
        rows: [
          { name: 'Ada Lovelace', email: 'ada@example.com', signed_up: '2026-01-05', spent: 1234.5 },
          { name: 'Grace Hopper', email: 'grace@example.com', signed_up: '2026-01-17', spent: 99 },
          { name: 'Barbara Liskov', email: 'barbara@example.com', signed_up: '2026-02-28', spent: 2500 },
        ],
        signups: { '2026-01': 2, '2026-02': 1 },
        dropped: 3,
      },
      logs: ['warn row 4 has no signed_up', 'warn row 6 has no email, no spent'],
    });
  });

  it('has room for many more', async () => {
    const rows = Array.from({ length: 2000 }, (_unused, index) => ({
      name: `number ${index}`,
      email: `n${index % 1500}@example.com`,
      signed_up: '2026-01-05',
      spent: String(index),
    }));
    const { value } = await cleanRows(rows, options);
    expect(value).toMatchObject({ signups: { '2026-01': 1500 }, dropped: 500 });
  });
});

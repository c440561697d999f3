import { readFileSync } from 'node:fs';
import type { CodeletResult } from '@codelets/runner';
import { describe, expect, it } from 'vitest';
import { SANDBOXES, factsOf, loadService, type ExampleOptions } from './support/examples.js';

interface Service {
  transformWebhooks(webhooks: readonly unknown[], options?: ExampleOptions): Promise<CodeletResult[]>;
}

const { transformWebhooks } = await loadService<Service>('webhook-transformer');
const path = new URL('../../../examples/webhook-transformer/webhooks.json', import.meta.url);
const webhooks = JSON.parse(readFileSync(path, 'utf8')) as readonly object[];

describe.each(SANDBOXES)('the webhook transformer in %s', (_, options) => {
  it('transforms what is valid, and refuses the rest', async () => {
    const results = await transformWebhooks(webhooks, options);
    expect(results.map(factsOf)).toStrictEqual([
      {
        value: {
          type: 'order.paid',
          channel: 'web-shop',
          order_id: 'web-shop-1001',
          customer: 'a…@example.com',
          lines: [
            { sku: 'MUG-01', quantity: 3, amount_cents: 87 },
            { sku: 'TEA-07', quantity: 2, amount_cents: 2500 },
          ],
          total_cents: 2587,
        },
        logs: ['info order 1001: 2 of 3 lines'],
      },
      { value: null, logs: ['warn no event for the status pending'] },
      { code: 'RUNTIME_ERROR', message: 'USD is not EUR', logs: [] },
      { code: 'INVALID_INPUT', message: expect.stringContaining('The input is not valid: id: '), logs: [] },
    ]);
    const issues = results[3]!.error!.details!['issues'] as readonly { path: string }[];
    expect(issues.map((issue) => issue.path)).toStrictEqual([
      'id',
      'line_items[0].quantity',
      'line_items[0].price',
    ]);
    // The place in the TypeScript source, types and all.
    expect(results[2]!.error!.location).toMatchObject({ file: 'main.ts', line: 13 });
  });

  it('answers for a value that is not what was agreed', async () => {
    const line_items = [{ sku: ' ', quantity: 1, price: '1' }];
    const [result] = await transformWebhooks([{ ...webhooks[0], line_items }], options);
    expect(result!.error).toMatchObject({
      code: 'INVALID_OUTPUT',
      details: { issues: [{ path: 'lines[0].sku' }] },
    });
  });
});

// The service's side: what may come in, what has to come out, and the values that the codelet is given.
import { readFileSync } from 'node:fs';
import { createCodeletRunner } from '@codelets/runner';
import { z } from 'zod';

const folder = new URL('codelet/', import.meta.url);
const files = ['./main.ts', './types.ts', './lib/money.ts', './lib/mask.ts', './event-types.json'];
const modules = Object.fromEntries(files.map((path) => [path, readFileSync(new URL(path, folder), 'utf8')]));
const source = { type: 'modules', entry: './main.ts', modules };

// Any library that speaks Standard Schema will do. What is not named here does not reach the codelet.
const input_schema = z.object({
  id: z.int().positive(),
  financial_status: z.string(),
  currency: z.string().length(3),
  email: z.email().nullable().default(null),
  line_items: z.array(z.object({ sku: z.string(), quantity: z.int(), price: z.string() })).max(500),
});

const output_schema = z
  .object({
    type: z.enum(['order.paid', 'order.refunded', 'order.cancelled']),
    channel: z.literal('web-shop'),
    order_id: z.string(),
    customer: z.string().nullable(),
    lines: z.array(z.object({ sku: z.string().min(1), quantity: z.int(), amount_cents: z.int() })),
    total_cents: z.int().nonnegative(),
  })
  .nullable();

/** Transforms each webhook in a run of its own; the codelet is compiled once. */
export async function transformWebhooks(webhooks, options = {}) {
  const runner = createCodeletRunner({
    timeout_ms: 5000,
    policy: { env: { CHANNEL: 'web-shop', CURRENCY: 'EUR' } },
    input_schema,
    output_schema,
    ...options,
  });
  try {
    const prepared = await runner.prepare(source);
    return await Promise.all(webhooks.map((input) => prepared.run({ input })));
  } finally {
    await runner.dispose();
  }
}

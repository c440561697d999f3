// The service's side: the rule gets data, a region, a clock and a seed. The same order has the same quote, always.
import { readFileSync } from 'node:fs';
import { createCodeletRunner, unwrap } from '@codelets/runner';

const folder = new URL('codelet/', import.meta.url);
const files = ['./rule.js', './lib/discounts.js', './lib/cents.js'];
const modules = Object.fromEntries(files.map((path) => [path, readFileSync(new URL(path, folder), 'utf8')]));
const source = { type: 'modules', entry: './rule.js', modules };

const globals = {
  price_list: { 'mug-01': 7.9, 'tea-07': 12.5 },
  vat_rates: { DE: 0.19, AT: 0.2 },
};

/** Quotes an order as of a time, and keeps a recording: what was quoted can be shown again in a year. */
export async function quoteOrder(order, ordered_at, options = {}) {
  const runner = createCodeletRunner({
    timeout_ms: 5000,
    globals,
    policy: { env: { COUNTRY: 'DE' } },
    ...options,
  });
  const policy = { deterministic: { seed: `order ${order.id}`, now: Date.parse(ordered_at) } };
  try {
    const result = await runner.run(source, { input: order, policy, record: true });
    const value = unwrap(result);
    return { value, logs: result.logs, archived: JSON.stringify(result.recording) };
  } finally {
    await runner.dispose();
  }
}

/** Repeats an archived quote. The prices of today, the clock and the service's code have no part in it. */
export async function repeatQuote(archived, options = {}) {
  const runner = createCodeletRunner(options);
  try {
    return await runner.replay(JSON.parse(archived));
  } finally {
    await runner.dispose();
  }
}

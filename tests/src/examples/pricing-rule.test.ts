import type { CodeletResult, ConsoleLog, ReplayResult } from '@codelets/runner';
import { describe, expect, it } from 'vitest';
import { SANDBOXES, loadService, type ExampleOptions } from './support/examples.js';

interface Service {
  quoteOrder(
    order: { readonly id: string; readonly items: readonly object[]; readonly country?: string },
    ordered_at: string,
    options?: ExampleOptions,
  ): Promise<{ value: CodeletResult['value']; logs: ConsoleLog[]; archived: string }>;
  repeatQuote(archived: string, options?: ExampleOptions): Promise<ReplayResult>;
}

const { quoteOrder, repeatQuote } = await loadService<Service>('pricing-rule');

const ORDER = {
  id: 'A-17',
  items: [
    { sku: 'mug-01', quantity: 12 },
    { sku: 'tea-07', quantity: 1 },
  ],
};
const SATURDAY = '2026-02-28T10:00:00Z';

/** By the seed alone, so that it is the same in every engine. */
const QUOTE = {
  quote: '3e8cf4e0-a886-4f54-bf2e-b3e621bac8ad',
  valid_until: '2026-03-14',
  lines: [
    { sku: 'mug-01', quantity: 12, net: 90.06 },
    { sku: 'tea-07', quantity: 1, net: 12.5 },
  ],
  discount: 0.03,
  net: 99.48,
  gross: 118.38,
};
const LOGS = [{ level: 'info', message: 'mug-01: 5% for 12', timestamp: Date.parse(SATURDAY) }];

describe.each(SANDBOXES)('the pricing rule in %s', (_, options) => {
  it('quotes the same to the cent, the id and the time of its log', async () => {
    const { value, logs, archived } = await quoteOrder(ORDER, SATURDAY, options);
    expect({ value, logs }).toStrictEqual({ value: QUOTE, logs: LOGS });
    // On the engine that gave the quote, and on the default one.
    for (const over of [options, {}]) {
      const { value: again, logs: lines, difference } = await repeatQuote(archived, over);
      expect({ again, lines, difference }).toStrictEqual({
        again: QUOTE,
        lines: LOGS,
        difference: undefined,
      });
    }
  });

  it('quotes something else for another order, day or country', async () => {
    const { value: other } = await quoteOrder({ ...ORDER, id: 'A-22' }, SATURDAY, options);
    expect(other).toMatchObject({
      discount: 0.05,
      net: 97.43,
      quote: expect.not.stringMatching(QUOTE.quote),
    });
    const { value } = await quoteOrder({ ...ORDER, country: 'AT' }, '2026-03-02T10:00:00Z', options);
    expect(value).toMatchObject({ valid_until: '2026-03-16', discount: 0, net: 102.56, gross: 123.07 });
    await expect(quoteOrder({ ...ORDER, country: 'FR' }, SATURDAY, options)).rejects.toThrow(
      'no rate for FR',
    );
  });
});

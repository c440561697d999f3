// Written by a customer who connects a shop: its webhooks in, events of our system out.
import { maskedEmail } from './lib/mask.ts';
import { toCents } from './lib/money.ts';
import event_types from './event-types.json' with { type: 'json' };
import type { Helpers, OrderEvent, ShopOrder } from './types.ts';

export function main(order: ShopOrder, { env, logger }: Helpers): OrderEvent | null {
  const type = (event_types as Record<string, string>)[order.financial_status];
  if (type === undefined) {
    logger.warn(`no event for the status ${order.financial_status}`);
    return null;
  }
  if (order.currency !== env.CURRENCY) throw new RangeError(`${order.currency} is not ${env.CURRENCY}`);

  const lines = order.line_items
    .filter(({ quantity }) => quantity > 0)
    .map(({ sku, quantity, price }) => ({
      sku: sku.trim().toUpperCase(),
      quantity,
      amount_cents: quantity * toCents(price),
    }));
  logger.info(`order ${order.id}: ${lines.length} of ${order.line_items.length} lines`);
  return {
    type,
    channel: env.CHANNEL,
    order_id: `${env.CHANNEL}-${order.id}`,
    customer: order.email === null ? null : maskedEmail(order.email),
    lines,
    total_cents: lines.reduce((sum, { amount_cents }) => sum + amount_cents, 0),
  };
}

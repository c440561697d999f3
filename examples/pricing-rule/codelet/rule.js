// Written by a merchant. `price_list` and `vat_rates` are data that the service hands over as globals.
import { quantityDiscount, weekendDiscount } from './lib/discounts.js';
import { cents } from './lib/cents.js';

const TRIAL_DISCOUNT = 0.02;

export function main({ items, country = undefined }, { env, now, random, logger }) {
  const vat = vat_rates[country ?? env.COUNTRY];
  if (vat === undefined) throw new RangeError(`no rate for ${country ?? env.COUNTRY}`);

  const lines = items.map(({ sku, quantity }) => {
    const price = price_list[sku];
    if (price === undefined) throw new RangeError(`no price for ${sku}`);
    const discount = quantityDiscount(quantity);
    if (discount > 0) logger.info(`${sku}: ${discount * 100}% for ${quantity}`);
    return { sku, quantity, net: cents(price * quantity * (1 - discount)) };
  });

  const in_trial = random() < 0.5;
  const discount = weekendDiscount(new Date(now())) + (in_trial ? TRIAL_DISCOUNT : 0);
  const net = cents(lines.reduce((sum, line) => sum + line.net, 0) * (1 - discount));
  return {
    quote: crypto.randomUUID(),
    valid_until: new Date(now() + 14 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10),
    lines,
    discount,
    net,
    gross: cents(net * (1 + vat)),
  };
}

// Orders in, totals by customer out, with a rate that the caller sets:
// codelets run examples/transform.js --input @examples/orders.json --global tax_rate=0.19
export function main(orders, { logger }) {
  const totals = {};
  for (const { customer, price, quantity } of orders) {
    totals[customer] = (totals[customer] ?? 0) + price * quantity;
  }
  const rate = typeof tax_rate === 'number' ? tax_rate : 0;
  logger.info(`${orders.length} orders, tax rate ${rate}`);
  return Object.entries(totals)
    .map(([customer, net]) => ({ customer, net, gross: Math.round(net * (1 + rate) * 100) / 100 }))
    .sort((a, b) => b.net - a.net);
}

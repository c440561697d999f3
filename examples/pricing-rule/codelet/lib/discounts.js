const STEPS = [
  { from: 100, discount: 0.15 },
  { from: 10, discount: 0.05 },
];

export const quantityDiscount = (quantity) => STEPS.find(({ from }) => quantity >= from)?.discount ?? 0;

/** Saturdays and Sundays. */
export const weekendDiscount = (date) => (date.getUTCDay() % 6 === 0 ? 0.03 : 0);

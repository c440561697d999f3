import { quoteOrder, repeatQuote } from './service.mjs';

const items = [
  { sku: 'mug-01', quantity: 12 },
  { sku: 'tea-07', quantity: 1 },
];
const saturday = '2026-02-28T10:00:00Z';
const { value, logs, archived } = await quoteOrder({ id: 'A-17', items }, saturday);
for (const { message, timestamp } of logs) console.log(new Date(timestamp).toISOString(), message);
console.log(JSON.stringify(value));

const again = await quoteOrder({ id: 'A-17', items }, saturday);
console.log('quoted again, the same:', JSON.stringify(again.value) === JSON.stringify(value));

const repeated = await repeatQuote(archived);
console.log(
  'from the archive:',
  repeated.value.quote,
  repeated.value.gross,
  repeated.difference ?? 'no difference',
);

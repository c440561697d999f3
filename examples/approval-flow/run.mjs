import { refundWithApproval, resumeTampered } from './service.mjs';

const request = { order_id: 1007, amount: 80, reason: 'broken on arrival' };
const flow = await refundWithApproval(request, async (question) => {
  console.log('somebody is asked:', JSON.stringify(question));
  return { approved: true, by: 'Grace', comment: 'fine' };
});
console.log('the first machine ended with', flow.asked.error.code);
console.log('the second went on:', JSON.stringify(flow.result.value));
console.log('calls:', flow.calls.join(', '));
console.log(
  'the third repeated it:',
  JSON.stringify(flow.repeated.value),
  flow.repeated.difference ?? 'no difference',
);

const tampered = await resumeTampered(flow.asked.continuation);
console.log('with one other character:', tampered.error.code, tampered.error.details.reason);

// The service's side: a capability that cannot answer yet suspends the run. What is kept is a signed text.
import { fileURLToPath } from 'node:url';
import { createCodeletRunner, suspend } from '@codelets/runner';

const source = { type: 'file', path: fileURLToPath(new URL('codelet.js', import.meta.url)) };

// On every machine that may go on with a run, and nowhere else.
const continuation_key = 'a secret of the example, at least 16 characters';

/** One machine of the service, with a log of what its functions were asked. */
function openMachine(name, calls, options) {
  const orders = { 1007: { customer: 'Ada', paid: 120, refunded: 20 } };
  const policy = {
    capabilities: {
      orders: {
        find({ id }) {
          calls.push(`${name}: orders.find`);
          return orders[id];
        },
      },
      approvals: {
        ask(question) {
          calls.push(`${name}: approvals.ask`);
          return suspend(question);
        },
      },
      payments: {
        refund({ order_id, amount }) {
          calls.push(`${name}: payments.refund ${amount}`);
          return { id: `P-${order_id}-${amount}` };
        },
      },
    },
  };
  return createCodeletRunner({ timeout_ms: 10_000, continuation_key, policy, ...options });
}

/** Asks on one machine, goes on with the answer on another, and repeats it all on a third from the recording. */
export async function refundWithApproval(input, decide, options = {}) {
  const calls = [];
  const asked = await onMachine('first', (runner) => runner.run(source, { input }));
  if (asked.error?.code !== 'SUSPENDED') return { asked, result: asked, calls };

  // Here the first machine may stop: the continuation is a text in a database, the question an email to somebody.
  const [{ payload: question }] = asked.error.details.calls;
  const answer = await decide(question);
  const result = await onMachine('second', (runner) =>
    runner.resume(asked.continuation, answer, { record: true }),
  );

  const archived = JSON.stringify(result.recording);
  const repeated = await onMachine('third', (runner) => runner.replay(JSON.parse(archived)));
  return { asked, question, result, repeated, calls };

  async function onMachine(name, act) {
    const runner = openMachine(name, calls, options);
    try {
      return await act(runner);
    } finally {
      await runner.dispose();
    }
  }
}

/** What a continuation with one changed character is good for. */
export async function resumeTampered(continuation, options = {}) {
  const middle = Math.floor(continuation.length / 2);
  const other = continuation[middle] === 'A' ? 'B' : 'A';
  const changed = `${continuation.slice(0, middle)}${other}${continuation.slice(middle + 1)}`;
  const runner = openMachine('other', [], options);
  try {
    return await runner.resume(changed, { approved: true });
  } finally {
    await runner.dispose();
  }
}

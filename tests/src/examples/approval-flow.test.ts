import type { CodeletResult, ReplayResult } from '@codelets/runner';
import { describe, expect, it } from 'vitest';
import { SANDBOXES, factsOf, loadService, type ExampleOptions } from './support/examples.js';

interface Answer {
  readonly approved: boolean;
  readonly by: string;
  readonly comment?: string;
}

interface Flow {
  readonly asked: CodeletResult & { readonly continuation?: string };
  readonly question?: unknown;
  readonly result: CodeletResult;
  readonly repeated?: ReplayResult;
  readonly calls: readonly string[];
}

interface Service {
  refundWithApproval(
    input: { readonly order_id: number; readonly amount: number; readonly reason: string },
    decide: (question: unknown) => Promise<Answer>,
    options?: ExampleOptions,
  ): Promise<Flow>;
  resumeTampered(continuation: string, options?: ExampleOptions): Promise<CodeletResult>;
}

const { refundWithApproval, resumeTampered } = await loadService<Service>('approval-flow');

const REQUEST = { order_id: 1007, amount: 80, reason: 'broken' };
const nobody = (): Promise<Answer> => Promise.reject(new Error('nobody is to be asked'));

describe.each(SANDBOXES)('the approval flow in %s', (_, options) => {
  it('asks on one machine, goes on with the answer on another, and is repeated on a third', async () => {
    const flow = await refundWithApproval(
      REQUEST,
      () => Promise.resolve({ approved: true, by: 'Grace' }),
      options,
    );
    expect(flow.asked.error!.code).toBe('SUSPENDED');
    expect(flow.question).toStrictEqual({
      title: 'Refund 80 of order 1007?',
      facts: { customer: 'Ada', paid: 120, reason: 'broken' },
    });
    const end = {
      value: { status: 'refunded', payment: 'P-1007-80', left: 20 },
      logs: ['info asking for approval of 80', 'info approved by Grace', 'info refunded as P-1007-80'],
    };
    expect(factsOf(flow.result)).toStrictEqual(end);
    expect(factsOf(flow.repeated!)).toStrictEqual(end);
    expect(flow.repeated!.difference).toBeUndefined();
    // Nothing twice, and nothing at all on the third machine.
    expect(flow.calls).toStrictEqual([
      'first: orders.find',
      'first: approvals.ask',
      'second: payments.refund 80',
    ]);

    const tampered = await resumeTampered(flow.asked.continuation!, options);
    expect(tampered.error).toMatchObject({ code: 'INVALID_INPUT', details: { reason: 'tampered' } });
  });

  it('pays nothing when it is declined, and asks nobody about little', async () => {
    const declined = await refundWithApproval(
      REQUEST,
      () => Promise.resolve({ approved: false, by: 'Grace', comment: 'worn' }),
      options,
    );
    expect(declined.result.value).toStrictEqual({ status: 'declined', by: 'Grace', because: 'worn' });
    const small = await refundWithApproval({ ...REQUEST, amount: 20 }, nobody, options);
    expect(small.result.value).toStrictEqual({ status: 'refunded', payment: 'P-1007-20', left: 80 });
    const large = await refundWithApproval({ ...REQUEST, amount: 101 }, nobody, options);
    expect(large.result.value).toStrictEqual({ status: 'refused', because: 'only 100 can be refunded' });
    expect(
      [...declined.calls, ...small.calls, ...large.calls].filter((call) => /refund/.test(call)),
    ).toStrictEqual(['first: payments.refund 20']);
  });
});

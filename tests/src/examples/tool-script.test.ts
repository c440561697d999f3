import type { CodeletResult } from '@codelets/runner';
import { describe, expect, it } from 'vitest';
import { SANDBOXES, factsOf, loadService, type ExampleOptions } from './support/examples.js';

interface Service {
  runToolScript(input: unknown, options?: ExampleOptions): Promise<Run>;
}

interface Run {
  readonly result: CodeletResult;
  readonly reports: readonly object[];
  readonly calls: readonly string[];
  readonly requests: readonly string[];
}

const { runToolScript } = await loadService<Service>('tool-script');

describe.each(SANDBOXES)('the tool script in %s', (_, options) => {
  it('calls three functions and one address', async () => {
    const { result, reports, calls, requests } = await runToolScript(
      { topic: 'ACME renewal', currency: 'USD' },
      options,
    );
    expect(factsOf(result)).toStrictEqual({
      value: { report: 'R-1', sources: 2, left_out: 1 },
      logs: [
        'info 3 notes about ACME renewal',
        'warn left out: ACME renewal: board minutes (not for scripts)',
      ],
    });
    expect(result.stats.capability_calls).toBe(6);
    expect(calls).toStrictEqual(['notes.search', 'notes.read', 'notes.read', 'notes.read', 'reports.write']);
    expect(requests).toStrictEqual(['GET /v1/latest?base=EUR with the key']);
    expect(reports).toStrictEqual([
      {
        title: 'ACME renewal: 29375.00 USD',
        body: '- ACME renewal call: They want two more years.\n- ACME renewal discount: Agreed on 500 less.',
      },
    ]);
  });

  it('is held to the schemas of what it calls', async () => {
    const { result, calls } = await runToolScript({ topic: 'x', currency: 'USD' }, options);
    expect(result.error).toMatchObject({
      code: 'RUNTIME_ERROR',
      name: 'CapabilityError',
      details: { code: 'CAPABILITY_INVALID_ARGUMENT' },
    });
    expect(calls).toStrictEqual([]);
  });
});

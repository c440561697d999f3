import { describe, expectTypeOf, it } from 'vitest';
import type { CodeletResult, StandardSchema } from './index.js';
import { createCodeletRunner } from './create-runner.js';
import type { CodeletRunner, CodeletRunOptions, PreparedCodelet } from './types.js';

declare const schemas: {
  readonly order: StandardSchema<{ price: string }, { price: number }>;
  readonly total: StandardSchema<number, bigint>;
};
declare const source: { type: 'string'; code: string };

/** Never called: it is the compiler that answers. */
function calls(runner: CodeletRunner, prepared: PreparedCodelet, some: CodeletRunOptions) {
  return {
    plain: runner.run(source),
    named: runner.run<number>(source, { input: 5 }),
    open: runner.run<string>(source, some),
    output: runner.run(source, { input: 5, output_schema: schemas.total }),
    both: prepared.run({ input: { price: '5' }, input_schema: schemas.order, output_schema: schemas.total }),
    input: runner.run(source, { input: { price: '5' }, input_schema: schemas.order }),
    kept: runner.run(source, {
      policy: { capabilities: { orders: { find: true, list: { max_calls: 1 } } }, env: { REGION: true } },
    }),
    resumed: runner.resume('', 1, { policy: { capabilities: { orders: { find: true } } } }),
    // @ts-expect-error -- `true` stands for what the runner has
    own: createCodeletRunner({ policy: { capabilities: { orders: { find: true } } } }),
    // @ts-expect-error -- a number is no text
    wrong: runner.run(source, { input: { price: 5 }, input_schema: schemas.order }),
    // @ts-expect-error -- there is no such option
    odd: runner.run(source, { inputs: 5 }),
  };
}
type Calls = ReturnType<typeof calls>;

describe('the types of a run', () => {
  it('follow from its schemas', () => {
    expectTypeOf<Calls['plain']>().toEqualTypeOf<Promise<CodeletResult<unknown>>>();
    expectTypeOf<Calls['named']>().toEqualTypeOf<Promise<CodeletResult<number>>>();
    expectTypeOf<Calls['open']>().toEqualTypeOf<Promise<CodeletResult<string>>>();
    expectTypeOf<Calls['output']>().toEqualTypeOf<Promise<CodeletResult<bigint>>>();
    expectTypeOf<Calls['both']>().toEqualTypeOf<Promise<CodeletResult<bigint>>>();
    expectTypeOf<Calls['input']>().toEqualTypeOf<Promise<CodeletResult<unknown>>>();
  });
});

import { parseGuestMessage, type ErrorReport, type GuestMessage } from '@codelets/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const count = fc.integer({ min: 1 });
const short = fc.string({ maxLength: 200 });

const report = (causes: number): fc.Arbitrary<ErrorReport> =>
  fc.record({
    is_error: fc.boolean(),
    name: fc.option(short),
    message: short,
    stack: fc.option(short),
    file: fc.option(fc.nat({ max: 65_535 })),
    line: fc.option(count),
    column: fc.option(count),
    data: fc.option(short),
    cause: causes === 0 ? fc.constant(null) : fc.option(report(causes - 1)),
  });

/** Every message that a prelude may post. */
const message: fc.Arbitrary<GuestMessage> = fc.oneof(
  fc.record({
    t: fc.constant('log' as const),
    level: fc.constantFrom(
      'log' as const,
      'debug' as const,
      'info' as const,
      'warn' as const,
      'error' as const,
    ),
    message: short,
    at: fc.nat(),
  }),
  fc.record({ t: fc.constant('logs-dropped' as const), count }),
  fc.record({ t: fc.constant('violation' as const), name: short, count }),
  fc.record({ t: fc.constant('wait' as const), ms: fc.option(fc.nat()) }),
  fc.record({ t: fc.constant('not-a-function' as const), name: short, found: short }),
  fc.record({ t: fc.constant('done' as const), value: short }),
  fc.record({
    t: fc.constant('failed' as const),
    error: report(2),
    denied: fc.option(short),
    call: fc.option(fc.integer({ min: 1 })),
  }),
  fc.record({ t: fc.constant('call' as const), id: fc.integer({ min: 1 }), name: short, args: fc.string() }),
  fc.record({ t: fc.constant('cannot-cross' as const), path: short, found: short }),
  fc.record({ t: fc.constant('too-large' as const), bytes: fc.nat() }),
);

/** A value of another kind than the one that stands there, whatever that is. */
const WRONG: readonly unknown[] = [true, [], {}, -1, 1.5, 2 ** 60, ['x'], { t: 'log' }];

interface Mutation {
  readonly kind: 'drop' | 'add' | 'change' | 'rename';
  readonly at: number;
  readonly wrong: unknown;
  readonly name: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('drop' as const, 'add' as const, 'change' as const, 'rename' as const),
  at: fc.nat(),
  wrong: fc.constantFrom(...WRONG),
  name: fc.constantFrom('extra', '__proto__', 'constructor', 'code', 'ok', ''),
});

function mutate(original: GuestMessage, { kind, at, wrong, name }: Mutation): unknown {
  const entries = Object.entries(original) as [string, unknown][];
  const index = at % entries.length;
  const [key, value] = entries[index]!;
  if (kind === 'drop') entries.splice(index, 1);
  else if (kind === 'add') entries.push([name, wrong]);
  else if (kind === 'rename') entries[index] = [`${key}${name || 'x'}`, value];
  else entries[index] = [key, wrong];
  // JSON.parse makes an own `__proto__`, as a forged message would have.
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join(',')}}`;
}

describe('parseGuestMessage', () => {
  it('passes every message of a prelude unchanged', () => {
    fc.assert(
      fc.property(message, (original) => {
        expect(parseGuestMessage(JSON.stringify(original))).toEqual(original);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses every message with a key too many, too few, renamed or of a wrong kind', () => {
    fc.assert(
      fc.property(message, mutation, (original, change) => {
        // A flag that is turned into a flag is no mutation, and a clock that was given may stand before 1970.
        fc.pre(!(change.kind === 'change' && change.wrong === -1 && 'at' in original));
        fc.pre(
          !(
            change.kind === 'change' &&
            change.wrong === true &&
            (Object.values(original)[change.at % Object.keys(original).length] as unknown) === true
          ),
        );
        expect(parseGuestMessage(String(mutate(original, change)))).toBe(undefined);
      }),
      { numRuns: 5000 },
    );
  });

  it('refuses a mutated report inside a failure', () => {
    fc.assert(
      fc.property(report(2), mutation, fc.boolean(), (original, change, asCause) => {
        fc.pre(
          !(
            change.kind === 'change' &&
            typeof Object.values(original)[change.at % Object.keys(original).length] === 'boolean' &&
            change.wrong === true
          ),
        );
        const bad = JSON.parse(String(mutate(original as never, change))) as unknown;
        const error = asCause ? { ...original, cause: bad } : bad;
        expect(parseGuestMessage(JSON.stringify({ t: 'failed', error, denied: null, call: null }))).toBe(
          undefined,
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('answers undefined for any other text, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => parseGuestMessage(text) === undefined),
      { numRuns: 3000 },
    );
  });

  it('refuses texts over their caps', () => {
    for (const [key, length] of [
      ['message', 16 * 1024],
      ['level', 5],
    ] as const) {
      const log = { t: 'log', level: 'log', message: '', at: 0, [key]: 'x'.repeat(length + 1) };
      expect(parseGuestMessage(JSON.stringify(log))).toBe(undefined);
    }
    let error: ErrorReport | null = null;
    for (let links = 0; links < 12; links += 1) {
      error = {
        is_error: true,
        name: 'E',
        message: '',
        stack: null,
        file: null,
        line: null,
        column: null,
        data: null,
        cause: error,
      };
    }
    expect(parseGuestMessage(JSON.stringify({ t: 'failed', error, denied: null, call: null }))).toBe(
      undefined,
    );
  });
});

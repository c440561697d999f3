import { all } from '../checks.js';
import type { Check, ConformanceCase } from '../conformance-case.js';
import type { EscapeCase } from './escape-case.js';
import { held, nothingReached } from './outcomes.js';
import { PROBE } from './probe.js';

type Facts = Pick<EscapeCase, 'class' | 'name' | 'modelled_on'>;
type Asked = Pick<ConformanceCase, 'needs' | 'options'>;

/** Attacks take milliseconds; the slow ones are stopped. */
const TIMEOUT_MS = 3000;

/** Attacks that log a lot must not use up the lines that finds are told in. */
const MAX_LOGS = 3000;

const INPUT = { data: [1, { a: 1 }], error: new Error('in'), date: new Date(0), map: new Map([['k', {}]]) };
const GLOBALS = { granted: { list: [1], error: new RangeError('granted') } };

interface Attempt extends Facts, Asked {
  /** Statements. They give all that they lay hands on to `probe(value, label)`. */
  readonly attempt: string;
  /** Default: it goes to its end and has got hold of nothing. */
  readonly outcome?: Check;
}

/** An attack that looks for something of another realm. What it throws is looked at as well. */
export function attack({ attempt, outcome = held, options, ...facts }: Attempt): EscapeCase {
  return {
    ...facts,
    options: { timeout_ms: TIMEOUT_MS, max_logs: MAX_LOGS, input: INPUT, globals: GLOBALS, ...options },
    source: `${PROBE}
export async function main(input, helpers) {
  // For promises that may never settle.
  const soon = (promise) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 5))]);
  const attempt = async () => {
${attempt}
  };
  try { await attempt() } catch (thrown) { probe(thrown, 'what was thrown') }
  for (let turns = 0; turns < 20; turns += 1) await null;
  return verdict();
}`,
    check: outcome,
  };
}

interface Codelet extends Facts, Asked {
  /** A whole module. It may use `probe` where `probed` is set. */
  readonly source: string;
  readonly probed?: boolean;
  readonly outcome: Check;
}

/** An attack that is judged by what comes of it: a code, a value, a log. */
export function codelet({ source, probed = false, outcome, ...facts }: Codelet): EscapeCase {
  return { ...facts, source: probed ? PROBE + source : source, check: all(nothingReached, outcome) };
}

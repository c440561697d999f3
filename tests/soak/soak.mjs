import { isDeepStrictEqual } from 'node:util';
import { randomOf } from '../fuzz/random.mjs';
import { HOSTILE } from './hostile.mjs';
import { INNOCENT, inputOf } from './innocent.mjs';

/** One of so many runs is hostile. */
const HOSTILE_ONE_IN = 20;
const TENANTS = [undefined, 'a', 'b', 'c'];
const MAXIMUM_TOLD = 20;

/**
 * Keeps so many runs under way, one in twenty of them hostile, and judges every result.
 *
 * @param {Pick<import('@codelets/runner').CodeletRunner, 'run'>} runner
 * @param {{ runs: number, seed: number, parallel: number, traits: { memory: boolean },
 *   isOver?: () => boolean, onProgress?: (done: number) => void }} options
 * @returns what was run, by name and code, and what was wrong
 */
export async function soak(runner, { runs, seed, parallel, traits, isOver = () => false, onProgress }) {
  const random = randomOf(seed);
  const hostile = HOSTILE.filter(({ needs }) => !needs || traits[needs]);
  const report = { done: 0, hostile: 0, codes: new Map(), wrong: [], wrongs: 0 };
  let next = 0;
  const judge = (name, n, result, mistake) => {
    const code = result.ok ? 'ok' : result.error.code;
    const key = `${name}\t${code}`;
    report.codes.set(key, (report.codes.get(key) ?? 0) + 1);
    report.done += 1;
    if (mistake) {
      report.wrongs += 1;
      const { ok, value, error, logs } = result;
      const shown = JSON.stringify({ ok, value, error, logs: logs?.slice(0, 5) })?.slice(0, 600);
      if (report.wrong.length < MAXIMUM_TOLD) report.wrong.push(`run ${n} (${name}): ${mistake}: ${shown}`);
    }
    onProgress?.(report.done);
  };
  const one = async (n) => {
    // Drawn before anything is awaited: the same seed gives the same runs, whoever is first.
    const isHostile = random.oneIn(HOSTILE_ONE_IN);
    const codelet = random.pick(isHostile ? hostile : INNOCENT);
    const tenant = random.pick(TENANTS);
    // Now and then a text that nobody compiled before.
    const code = random.oneIn(50) ? `${codelet.code}\n// ${n}` : codelet.code;
    const options = { timeout_ms: 30_000, ...codelet.options, input: inputOf(n), tenant };
    const result = await runner.run({ type: 'string', code }, options);
    if (isHostile) report.hostile += 1;
    judge(codelet.name, n, result, isHostile ? wrongOf(codelet, result) : alteredOf(codelet, n, result));
  };
  const worker = async () => {
    while (next < runs && !isOver()) {
      next += 1;
      await one(next);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  if (report.done !== next) report.wrong.push(`${next - report.done} runs were lost`);
  return report;
}

/** What is wrong about the result of an innocent run; `undefined`: nothing. */
function alteredOf({ value, failure, logs }, n, result) {
  if (result.ok === Boolean(failure)) return 'the end is another';
  if (!failure && !isDeepStrictEqual(result.value, value(n))) return 'the value is another';
  if (failure) {
    const wanted = failure(n);
    for (const key of Object.keys(wanted))
      if (!isDeepStrictEqual(result.error[key], wanted[key])) return `error.${key} is another`;
  }
  const said = result.logs.map(({ message }) => message);
  return isDeepStrictEqual(said, logs(n)) ? undefined : 'the logs are others';
}

function wrongOf({ codes, value, check }, result) {
  const code = result.ok ? 'ok' : result.error.code;
  if (!codes.includes(code)) return `expected ${codes.join(' or ')}`;
  if (value !== undefined && result.ok && !isDeepStrictEqual(result.value, value))
    return 'the value is another';
  if (check && !check(result)) return 'the result is another';
  return undefined;
}

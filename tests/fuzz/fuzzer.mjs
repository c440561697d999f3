import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { randomOf } from './random.mjs';
import { loadSubjects } from './subjects.mjs';
import * as compile from './targets/compile.mjs';
import * as frameDecoder from './targets/frame-decoder.mjs';
import * as guestMessages from './targets/guest-messages.mjs';
import * as valueCodec from './targets/value-codec.mjs';

export const TARGETS = [frameDecoder, guestMessages, valueCodec, compile];
/** Cases that failed once. They are asked for ever. */
const FOUND = new URL('./found/', import.meta.url);

/**
 * Generates so many cases of a target from a seed; case N is the same whatever came before it.
 *
 * @returns the first that fails, made smaller; `undefined`: none
 */
export async function fuzz(target, { seed, runs = Infinity, until = Infinity, onRun = () => undefined }) {
  const subjects = await loadSubjects();
  for (let run = 0; run < runs && performance.now() < until; run += 1) {
    const given = target.generate(randomOf(seed + run), subjects);
    const thrown = failureOf(target, given, subjects);
    if (thrown) {
      const smaller = shrink(target, given, subjects);
      return {
        target: target.name,
        seed: seed + run,
        case: smaller,
        error: failureOf(target, smaller, subjects) ?? thrown,
      };
    }
    onRun();
  }
  return undefined;
}

/** Asks one case; answers what failed. */
export function failureOf(target, given, subjects) {
  try {
    target.check(given, subjects);
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

/** Leaves parts of the texts of a case out for as long as it still fails. */
function shrink(target, given, subjects) {
  let best = given;
  for (const key of Object.keys(given).filter((name) => typeof given[name] === 'string')) {
    const unit = key === 'hex' ? 2 : 1;
    for (
      let size = Math.ceil(best[key].length / 2 / unit) * unit;
      size >= unit;
      size = Math.floor(size / 2 / unit) * unit
    ) {
      for (let at = 0; at < best[key].length;) {
        const smaller = { ...best, [key]: best[key].slice(0, at) + best[key].slice(at + size) };
        if (failureOf(target, smaller, subjects)) best = smaller;
        else at += size;
      }
    }
  }
  return best;
}

export function keep({ target, seed, case: given, error }) {
  mkdirSync(FOUND, { recursive: true });
  const text = `${JSON.stringify({ target, case: given, seed, error: String(error?.message ?? error) }, null, 2)}\n`;
  const hash = createHash('sha256').update(JSON.stringify(given)).digest('hex').slice(0, 12);
  const file = new URL(`${target}-${hash}.json`, FOUND);
  writeFileSync(file, text);
  return file;
}

/** @returns {{ file: string, target: string, case: any }[]} */
export function foundCases() {
  return readdirSync(FOUND)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, ...JSON.parse(readFileSync(new URL(file, FOUND), 'utf8')) }));
}

import { Lane } from './lane.mjs';

/**
 * Makes attempts at one level, on one Node version. Each first with what can be found after the scrub; only where
 * that reaches nothing, with references from before it.
 *
 * @param {{ node: string, major: number, level: string, attempts: readonly import('./catalogue/index.mjs').Attempt[],
 *   lanes?: number }} options
 * @returns {Promise<Map<string, { by: 'found' | 'held' | '', proof: string, said: string }>>} by id; `''`: not reached
 */
export async function runCatalogue({ node, major, level, attempts, lanes = 2 }) {
  const queue = attempts.filter((attempt) => isFor(attempt, major));
  const outcomes = new Map();
  const work = async () => {
    const lane = new Lane(node);
    try {
      for (let attempt = queue.shift(); attempt !== undefined; attempt = queue.shift()) {
        outcomes.set(attempt.id, await reach(lane, attempt, level));
      }
    } finally {
      await lane.close();
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return outcomes;
}

async function reach(lane, attempt, level) {
  let said = '';
  for (const by of attempt.only ? [attempt.only] : ['found', 'held']) {
    const { outcome, proof, seen } = await lane.run(attempt, level, by);
    // A service that could not carry an attempt out proves nothing.
    if (seen.failed !== undefined) throw new Error(`${attempt.id} (${by}, ${level}): ${seen.failed}`);
    ({ said } = seen);
    if (outcome === 'reached') return { by, proof: String(proof), said };
  }
  return { by: '', proof: '', said };
}

/**
 * @param {import('./catalogue/index.mjs').Attempt} attempt
 * @param {number} major of Node
 */
export function isFor({ since = 0, until = Infinity }, major) {
  return major >= since && major <= until;
}

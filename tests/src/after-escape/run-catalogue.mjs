import { Lane } from './lane.mjs';

/**
 * Makes attempts at one level, on one Node version. Each first with what can be found after the scrub; only where
 * that reaches nothing, with references from before it.
 *
 * @param {{ node: string, major: number, level: string, attempts: readonly import('./catalogue/index.mjs').Attempt[],
 *   lanes?: number, isQuick?: boolean }} options quick: without what is found, where not even what was held reaches
 * @returns {Promise<Map<string, { by: 'found' | 'held' | '', proof: string, said: string }>>} by id; `''`: not reached
 */
export async function runCatalogue({ node, major, level, attempts, lanes = 2, isQuick = false }) {
  const queue = attempts.filter((attempt) => isFor(attempt, major));
  const outcomes = new Map();
  const work = async () => {
    const lane = new Lane(node);
    try {
      for (let attempt = queue.shift(); attempt !== undefined; attempt = queue.shift()) {
        outcomes.set(attempt.id, await reach(lane, attempt, level, isQuick));
      }
    } finally {
      await lane.close();
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return outcomes;
}

async function reach(lane, attempt, level, isQuick) {
  const tried = [];
  for (const by of orderOf(attempt, isQuick)) {
    const { outcome, proof, seen } = await lane.run(attempt, level, by);
    // A service that could not carry an attempt out proves nothing.
    if (seen.failed !== undefined) throw new Error(`${attempt.id} (${by}, ${level}): ${seen.failed}`);
    tried.push({ by, proof: String(proof), said: seen.said, isReached: outcome === 'reached' });
    // What is found reaches no further than what was held.
    if (isQuick ? outcome !== 'reached' : outcome === 'reached') break;
  }
  const reached = tried.filter(({ isReached }) => isReached).at(-1);
  return reached ?? { by: '', proof: '', said: tried.at(-1).said };
}

function orderOf({ only }, isQuick) {
  if (only !== undefined) return [only];
  return isQuick ? ['held', 'found'] : ['found', 'held'];
}

/**
 * @param {import('./catalogue/index.mjs').Attempt} attempt
 * @param {number} major of Node
 */
export function isFor({ since = 0, until = Infinity }, major) {
  return major >= since && major <= until;
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vm2 } from '@codelets/sandbox-vm2';
import { describe, expect, it } from 'vitest';
import { ATTEMPTS, WITHIN_HOST } from './catalogue/index.mjs';
import { isFor, runCatalogue } from './run-catalogue.mjs';
import { readTable } from './table.mjs';

const MAJORS = [20, 22, 24, 26];
const major = Number(process.versions.node.split('.')[0]);
const isRoot = process.getuid?.() === 0;

const page = readFileSync(fileURLToPath(new URL('../../../docs/threat-model.md', import.meta.url)), 'utf8');

/** What was reached, by id: `found`, or `held` where it takes references from before the scrub. */
async function reachedAt(level) {
  const attempts = ATTEMPTS.filter((attempt) => isFor(attempt, major));
  const outcomes = await runCatalogue({ node: process.execPath, major, level, attempts, isQuick: true });
  expect(outcomes.size).toBe(attempts.length);
  return Object.fromEntries([...outcomes].filter(([, { by }]) => by !== '').map(([id, { by }]) => [id, by]));
}

function pageSays(level) {
  const said = readTable(page, major);
  return Object.fromEntries(
    ATTEMPTS.filter(({ id }) => (said.get(id)?.[level] ?? '') !== '').map(({ id }) => [
      id,
      said.get(id)[level],
    ]),
  );
}

describe('the table in docs/threat-model.md', () => {
  it.each(MAJORS)('has every attempt succeed on Node %i where nothing stands in its way', (version) => {
    const attempts = [...ATTEMPTS, ...WITHIN_HOST].filter((attempt) => isFor(attempt, version));
    const said = readTable(page, version);
    expect(attempts.filter(({ id }) => said.get(id).plain === '').map(({ id }) => id)).toEqual([]);
  });

  it.each(MAJORS)('says that nothing is reached by default on Node %i', (version) => {
    const said = readTable(page, version);
    const attempts = ATTEMPTS.filter((attempt) => isFor(attempt, version));
    expect(attempts.filter(({ id }) => said.get(id).auto !== '').map(({ id }) => id)).toEqual([]);
  });
});

// The attempts, and what proves them, are Linux's.
describe.runIf(process.platform === 'linux')('whoever has the whole child', () => {
  it("reaches with walls: 'off' what docs/threat-model.md says", { timeout: 180_000 }, async () => {
    const reached = await reachedAt('off');
    if (isRoot) expect(reached).toEqual(pageSays('off'));
    // The page was made as root: an ordinary user reaches some of it.
    else expect(pageSays('off')).toMatchObject(reached);
  });

  it('reaches nothing by default, as far as this machine has the walls', { timeout: 180_000 }, async () => {
    const { walls } = await vm2().traits();
    const isUp = (name) => walls.some((wall) => wall.name === name && wall.state === 'up');
    const reached = await reachedAt('auto');
    if (isUp('mount-namespace')) expect(reached).toEqual({});
    else expect(pageSays(isUp('network-namespace') ? 'unshare' : 'off')).toMatchObject(reached);
  });
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ATTEMPTS, WITHIN_HOST } from './catalogue/index.mjs';
import { LEVELS } from './levels.mjs';
import { isFor } from './run-catalogue.mjs';
import { readTable, withTable } from './table.mjs';

const MAJORS = [20, 22, 24, 26];
const page = readFileSync(fileURLToPath(new URL('../../../docs/threat-model.md', import.meta.url)), 'utf8');

it('reads back what it wrote', () => {
  const values = ['', 'found', 'held'];
  const all = [...ATTEMPTS, ...WITHIN_HOST];
  const level_ids = LEVELS.map(({ id }) => id);
  const pick = (id, level, major) =>
    values[(all.findIndex((attempt) => attempt.id === id) + level_ids.indexOf(level) * (major / 2 - 9)) % 3];
  const written = withTable(page, MAJORS, pick);
  for (const major of MAJORS) {
    for (const [id, said] of readTable(written, major)) {
      expect(said).toEqual(Object.fromEntries(level_ids.map((level) => [level, pick(id, level, major)])));
    }
  }
});

it('says in one word what holds on every version', () => {
  const written = withTable(page, MAJORS, (id, level) => ({ plain: 'found', flags: 'held' })[level] ?? '');
  expect(written).toContain('| read `/etc/passwd` | all | (all) | – | – | – | – |');
});

it('refuses a page that lacks an attempt', () => {
  const written = withTable(page, MAJORS, () => '').replace('read `/etc/passwd`', 'something else');
  expect(() => readTable(written, 26)).toThrow('read `/etc/passwd`');
});

it('has one row, and one id, for each attempt', () => {
  const all = [...ATTEMPTS, ...WITHIN_HOST];
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
  expect(all.filter((attempt) => !MAJORS.some((major) => isFor(attempt, major)))).toEqual([]);
});

// The table in docs/threat-model.md: written from outcomes, and read back by the test.
import { GROUPS, WITHIN_HOST } from './catalogue/index.mjs';
import { LEVELS } from './levels.mjs';
import { isFor } from './run-catalogue.mjs';

const BEGIN = '<!-- Made by `npm run walls:table`: begin -->';
const END = '<!-- Made by `npm run walls:table`: end -->';
const NOTHING = '–';

const SECTIONS = [...GROUPS, { title: 'Later runs in the same host', attempts: WITHIN_HOST }];

/**
 * @param {string} page
 * @param {readonly number[]} majors
 * @param {(id: string, level: string, major: number) => 'found' | 'held' | ''} outcomeOf
 */
export function withTable(page, majors, outcomeOf) {
  const start = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error('the page has lost the marks of its table');
  const tables = SECTIONS.map(({ title, attempts }) => {
    const head = ['', ...LEVELS.map((level) => level.title)];
    const rows = attempts.map((attempt) => [
      attempt.title,
      ...LEVELS.map((level) => cellOf(attempt, majors, (major) => outcomeOf(attempt.id, level.id, major))),
    ]);
    const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
    return `### ${title}\n\n${lines.join('\n')}\n`;
  });
  return `${page.slice(0, start + BEGIN.length)}\n\n${tables.join('\n')}\n${page.slice(end)}`;
}

function cellOf(attempt, majors, outcomeOf) {
  const asked = majors.filter((major) => isFor(attempt, major));
  const reached = asked.filter((major) => outcomeOf(major) !== '');
  if (reached.length === 0) return NOTHING;
  const shown = reached.map((major) => (outcomeOf(major) === 'held' ? `(${major})` : String(major)));
  if (reached.length < asked.length) return shown.join(' ');
  if (shown.every((text) => text.startsWith('('))) return '(all)';
  return shown.some((text) => text.startsWith('(')) ? shown.join(' ') : 'all';
}

/**
 * What the page says: by attempt and level.
 *
 * @param {string} page
 * @param {number} major
 * @returns {Map<string, Record<string, 'found' | 'held' | ''>>}
 */
export function readTable(page, major) {
  const said = new Map();
  const text = page.slice(page.indexOf(BEGIN), page.indexOf(END));
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  for (const { attempts } of SECTIONS) {
    for (const attempt of attempts) {
      if (!isFor(attempt, major)) continue;
      const row = rows.map(cells).find(([title]) => title === attempt.title);
      if (row === undefined)
        throw new Error(`the page has no row for "${attempt.title}": npm run walls:table`);
      said.set(
        attempt.id,
        Object.fromEntries(LEVELS.map(({ id }, index) => [id, read(row[index + 1], major)])),
      );
    }
  }
  return said;
}

const cells = (line) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

function read(cell = '', major) {
  const words = cell.split(/\s+/);
  if (words.includes('all') || words.includes(String(major))) return 'found';
  return words.includes('(all)') || words.includes(`(${major})`) ? 'held' : '';
}

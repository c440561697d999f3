// npm run walls:table: makes every attempt at every level on every Node version, and writes the table in
// docs/threat-model.md. Linux, as root, with bubblewrap: elsewhere there are fewer levels.
//   npm run walls:table -- --node 26 --level auto       these alone: what is reached is printed, nothing is written
//   … --keep FILE       adds to the outcomes in FILE, and writes the page when they are complete
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './lib/root.mjs';
import { runCommand } from './lib/run-command.mjs';
import { nodeOfVersion } from './lib/runtime.mjs';
import { tool } from './lib/tool.mjs';
import { ATTEMPTS, WITHIN_HOST } from '../tests/src/after-escape/catalogue/index.mjs';
import { LEVELS } from '../tests/src/after-escape/levels.mjs';
import { isFor, runCatalogue } from '../tests/src/after-escape/run-catalogue.mjs';
import { withTable } from '../tests/src/after-escape/table.mjs';

const NODE_VERSIONS = ['20', '22', '24', '26'];
const PAGE = join(ROOT, 'docs/threat-model.md');

const { values: chosen } = parseArgs({
  options: {
    node: { type: 'string', multiple: true },
    level: { type: 'string', multiple: true },
    attempt: { type: 'string', multiple: true },
    keep: { type: 'string' },
    lanes: { type: 'string', default: '2' },
  },
});
const versions = chosen.node ?? NODE_VERSIONS;
const levels = LEVELS.filter(({ id }) => chosen.level?.includes(id) ?? true);
const all = [...ATTEMPTS, ...WITHIN_HOST];
const attempts = all.filter(({ id }) => chosen.attempt?.includes(id) ?? true);

const keyOf = (id, level, major) => `${id} ${level} ${major}`;
const outcomes = new Map(chosen.keep && existsSync(chosen.keep) ? readOutcomes(chosen.keep) : []);

for (const version of versions) {
  const major = Number(version);
  const node = await nodeOfVersion(version);
  for (const { id: level } of levels) {
    const start = performance.now();
    const seen = await runCatalogue({ node, major, level, attempts, lanes: Number(chosen.lanes) });
    const reached = [...seen].filter(([, { by }]) => by !== '');
    for (const [id, { by }] of seen) outcomes.set(keyOf(id, level, major), by);
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    console.log(`node ${version}, ${level}: ${reached.length} of ${seen.size} reached (${seconds} s)`);
    if (level === 'plain') complain(major, seen);
    else for (const [id, { by, proof }] of reached) console.log(`  ${id} (${by}): ${proof}`);
    if (chosen.attempt)
      for (const [id, { said }] of seen) console.log(`  ${id} said ${JSON.stringify(said)}`);
    if (chosen.keep) writeFileSync(chosen.keep, JSON.stringify([...outcomes], null, 1));
  }
}

const expected = NODE_VERSIONS.map(Number).flatMap((major) =>
  LEVELS.flatMap(({ id: level }) =>
    all.filter((attempt) => isFor(attempt, major)).map(({ id }) => keyOf(id, level, major)),
  ),
);
const missing = expected.filter((key) => !outcomes.has(key));
if (missing.length > 0)
  console.log(`${missing.length} of ${expected.length} are missing: the page stays as it is`);
else if (process.exitCode !== 1) {
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    withTable(page, NODE_VERSIONS.map(Number), (...at) => outcomes.get(keyOf(...at)) ?? ''),
  );
  await runCommand([...tool('oxfmt'), PAGE], { cwd: ROOT });
}

/** An attempt that nothing stops has to succeed, or its failures would prove nothing. */
function complain(major, seen) {
  for (const [id, { by }] of seen) {
    if (by !== '') continue;
    process.exitCode = 1;
    console.log(`  FAILED on node ${major}: "${id}" does not work even where nothing stands in its way`);
  }
}

function readOutcomes(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

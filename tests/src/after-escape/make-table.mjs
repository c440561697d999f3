// npm run walls:table: makes every attempt at every level on every Node version, and writes the table in
// docs/threat-model.md. Linux, as root, with bubblewrap: elsewhere there are fewer levels.
//   npm run walls:table -- --node 26 --level auto       these alone: what is reached is printed, nothing is written
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../../scripts/lib/root.mjs';
import { runCommand } from '../../../scripts/lib/run-command.mjs';
import { nodeOfVersion } from '../../../scripts/lib/runtime.mjs';
import { tool } from '../../../scripts/lib/tool.mjs';
import { ATTEMPTS, WITHIN_HOST } from './catalogue/index.mjs';
import { LEVELS } from './levels.mjs';
import { isFor, runCatalogue } from './run-catalogue.mjs';
import { withTable } from './table.mjs';

const NODE_VERSIONS = ['20', '22', '24', '26'];
const PAGE = join(ROOT, 'docs/threat-model.md');

const { values: chosen } = parseArgs({
  options: {
    node: { type: 'string', multiple: true },
    level: { type: 'string', multiple: true },
    attempt: { type: 'string', multiple: true },
    lanes: { type: 'string', default: '2' },
  },
});
const versions = chosen.node ?? NODE_VERSIONS;
const levels = LEVELS.filter(({ id }) => chosen.level?.includes(id) ?? true);
const attempts = [...ATTEMPTS, ...WITHIN_HOST].filter(({ id }) => chosen.attempt?.includes(id) ?? true);
const isPart = Boolean(chosen.node ?? chosen.level ?? chosen.attempt);

const outcomes = new Map();
const keyOf = (id, level, major) => `${id} ${level} ${major}`;
let failed = 0;

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
    if (level !== 'plain') for (const [id, { by, proof }] of reached) console.log(`  ${id} (${by}): ${proof}`);
  }
}

// An attempt that nothing stops has to succeed, or its failures would prove nothing.
if (levels.some(({ id }) => id === 'plain')) {
  for (const attempt of attempts) {
    for (const major of versions.map(Number)) {
      if (!isFor(attempt, major) || outcomes.get(keyOf(attempt.id, 'plain', major)) !== '') continue;
      failed += 1;
      console.log(`node ${major}: "${attempt.id}" fails even where nothing stands in its way`);
    }
  }
}
if (failed === 0 && !isPart) {
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(PAGE, withTable(page, versions.map(Number), (...at) => outcomes.get(keyOf(...at)) ?? ''));
  await runCommand([...tool('oxfmt'), PAGE], { cwd: ROOT });
}
process.exitCode = failed === 0 ? 0 : 1;

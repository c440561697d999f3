// node run-one.mjs VERSION LEVEL [ID...]: makes attempts and prints what was seen; for whoever adds one.
import { nodeOfVersion } from '../../../scripts/lib/runtime.mjs';
import { ATTEMPTS, WITHIN_HOST } from './catalogue/index.mjs';
import { Lane } from './lane.mjs';

const [version, level, ...ids] = process.argv.slice(2);
const lane = new Lane(await nodeOfVersion(version));
for (const attempt of [...ATTEMPTS, ...WITHIN_HOST]) {
  if (version < attempt.since || version > attempt.until) continue;
  if (ids.length > 0 && !ids.includes(attempt.id)) continue;
  for (const variant of attempt.only ? [attempt.only] : ['found', 'held']) {
    const start = performance.now();
    const { outcome, proof, seen } = await lane.run(attempt, level, variant);
    const duration = `${Math.round(performance.now() - start)} ms`;
    const said = (ids.length > 0 ? seen.said : seen.said.slice(0, 120)).replaceAll('\n', ' | ');
    console.log(attempt.id, variant, outcome, proof || '', duration, said, seen.failed ?? '');
    if (ids.length > 0) console.log(seen);
    if (outcome === 'reached') break;
  }
}
await lane.close();

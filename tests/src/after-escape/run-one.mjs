// node run-one.mjs NODE LEVEL [ID...]: makes attempts and prints what was seen; for whoever adds one.
import { ATTEMPTS } from './catalogue/index.mjs';
import { Lane } from './lane.mjs';

const [node, level, ...ids] = process.argv.slice(2);
const lane = new Lane(node);
for (const attempt of ATTEMPTS) {
  if (ids.length > 0 && !ids.includes(attempt.id)) continue;
  for (const variant of ['found', 'held']) {
    const start = performance.now();
    const { outcome, proof, seen } = await lane.run(attempt, level, variant);
    const shown = outcome === 'reached' && ids.length === 0 ? '' : JSON.stringify({ ...seen, secrets: 0, said: seen.said.slice(0, 300) });
    console.log(attempt.id, variant, outcome, proof || '', Math.round(performance.now() - start), 'ms', ids.length ? shown : seen.said.slice(0, 200).replaceAll('\n', ' | '), seen.failed ?? '');
    if (outcome === 'reached') break;
  }
}
await lane.close();

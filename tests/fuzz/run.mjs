// Fuzzes what reads untrusted text on the trusted side.
//   npm run fuzz -- --minutes 10 --target compile
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { TARGETS, fuzz, keep } from './fuzzer.mjs';
import { newSeed } from './random.mjs';

const USAGE = `npm run fuzz -- [options]

  --minutes N     for all targets together (default 2)
  --runs N        at most so many cases of each
  --seed N        the same cases again; a failure names the seed of its own case
  --target NAME   only this one; repeatable (${TARGETS.map(({ name }) => name).join(', ')})

A case that fails is made smaller and kept in tests/fuzz/found, where the tests ask it from then on. Ends with 1.`;

const { values: given } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    runs: { type: 'string', default: 'Infinity' },
    seed: { type: 'string' },
    target: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});
if (given.help) {
  console.log(USAGE);
  process.exit(0);
}
const targets = TARGETS.filter(({ name }) => given.target.length === 0 || given.target.includes(name));
if (targets.length === 0)
  throw new Error(`no such target; there are ${TARGETS.map(({ name }) => name).join(', ')}`);
const seed = given.seed === undefined ? newSeed() : Number(given.seed);
console.log(`--seed ${seed}`);

for (const target of targets) {
  const started = performance.now();
  let done = 0;
  const failed = await fuzz(target, {
    seed,
    runs: Number(given.runs),
    until: started + (Number(given.minutes) * 60_000) / targets.length,
    onRun: () => (done += 1),
  });
  console.log(
    `${target.name.padEnd(16)} ${done} cases in ${Math.round((performance.now() - started) / 1000)} s, ${failed ? 'and one that fails' : 'none fails'}`,
  );
  if (!failed) continue;
  process.exitCode = 1;
  console.log(
    `  --target ${target.name} --runs 1 --seed ${failed.seed}\n  ${String(failed.error?.stack ?? failed.error)}`,
  );
  console.log(`  ${JSON.stringify(failed.case).slice(0, 2000)}\n  kept as ${fileURLToPath(keep(failed))}`);
}

// Runs a hostile mix for a long time and sees that nobody innocent is harmed and nothing piles up.
//   npm run soak -- --runs 2000 --sandbox quickjs
import { parseArgs } from 'node:util';
import { newSeed } from '../fuzz/random.mjs';
import { resourcesOf } from './resources.mjs';
import { soak } from './soak.mjs';

const USAGE = `npm run soak -- [options]

  --runs N         how many (default 100000)
  --minutes N      stop after so long all the same
  --sandbox NAME   vm2 (default), quickjs, isolated-vm or node-vm; NAME/thread or NAME/process for another host
  --parallel N     runs under way at the same time (default 12)
  --hosts N        pool.max_hosts (default 4)
  --seed N         the same mix again

Ends with 1 when a run was lost or altered, a code was wrong, or processes, descriptors or memory were left.`;

const { values: given } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    minutes: { type: 'string', default: '1000' },
    sandbox: { type: 'string', default: 'vm2' },
    parallel: { type: 'string', default: '12' },
    hosts: { type: 'string', default: '4' },
    seed: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (given.help) {
  console.log(USAGE);
  process.exit(0);
}

const MEBIBYTE = 1024 * 1024;
/** Compiled sources (16 MiB), and what V8 keeps to itself. */
const MAXIMUM_HEAP_GROWTH = 48 * MEBIBYTE;
const MAXIMUM_RSS_GROWTH = 128 * MEBIBYTE;
const SAMPLES = 20;

const packages = new URL('../../packages/', import.meta.url);
const load = (name) => import(new URL(`${name}/dist/index.js`, packages));
const [name, isolation] = given.sandbox.split('/');
const { createCodeletRunner } = await load('runner');
const [factory] = Object.values(await load(`sandbox-${name}`)).filter((item) => typeof item === 'function');
const seed = given.seed === undefined ? newSeed() : Number(given.seed);
const [runs, parallel, max_hosts] = [given.runs, given.parallel, given.hosts].map(Number);
const until = performance.now() + Number(given.minutes) * 60_000;

function openRunner() {
  const sandbox = factory({
    ...(isolation && { isolation }),
    ...(name === 'node-vm' && { trust: 'trusted' }),
  });
  return createCodeletRunner({ sandbox, pool: { max_hosts, queue_timeout_ms: 600_000 } });
}

const mebibytes = (bytes) => Math.round(bytes / MEBIBYTE);
const samples = [];

// The first runner loads what stays: modules, the compiler's thread pool, the handlers of signals.
const first = openRunner();
await soak(first, { runs: 60, seed: 1, parallel, traits: { memory: false } });
await first.dispose();
const before = resourcesOf();

const runner = openRunner();
const { sandbox, traits } = await runner.describe();
console.log(
  `${sandbox.name}/${sandbox.isolation}, ${runs} runs, ${parallel} at a time, ${max_hosts} hosts, --seed ${seed}`,
);
console.log('  runs     s   rss MiB  heap MiB  descriptors  processes  evictions');
let hostStarts = 0;
runner.on('host-start', () => (hostStarts += 1));
const started = performance.now();
let nextSample = 0;
const report = await soak(runner, {
  runs,
  seed,
  parallel,
  traits,
  isOver: () => performance.now() > until,
  onProgress: (done) => {
    // By runs or by time, whichever comes first.
    const share = Math.max(done / runs, (performance.now() - started) / Math.max(1, until - started));
    if (share < nextSample) return;
    nextSample = (Math.floor(share * SAMPLES) + 1) / SAMPLES;
    const now = resourcesOf();
    samples.push(now);
    const { rss, heap, descriptors, processes } = now;
    const cells = [done, Math.round((performance.now() - started) / 1000), mebibytes(rss), mebibytes(heap), descriptors, processes, runner.stats().evictions]; // prettier-ignore
    console.log(
      [6, 5, 9, 9, 12, 10, 10].map((width, at) => String(cells[at] ?? '-').padStart(width)).join(' '),
    );
  },
});
const seconds = (performance.now() - started) / 1000;
await runner.dispose();
const after = await settled(before);

console.log(
  `\n${report.done} runs in ${Math.round(seconds)} s (${Math.round(report.done / seconds)} a second), ${report.hostile} of them hostile, ${hostStarts} hosts started`,
);
const rows = [...report.codes].map(([key, count]) => [...key.split('\t'), count]);
for (const [what, code, count] of rows.sort((one, other) => (one[0] < other[0] ? -1 : 1)))
  console.log(`  ${String(count).padStart(7)}  ${code.padEnd(18)} ${what}`);

const wrong = [...report.wrong];
if (after.processes !== before.processes)
  wrong.push(`${after.processes} processes are left, ${before.processes} before`);
if (after.descriptors !== before.descriptors)
  wrong.push(`${after.descriptors} descriptors are open, ${before.descriptors} before`);
for (const [what, maximum] of [
  ['heap', MAXIMUM_HEAP_GROWTH],
  ['rss', MAXIMUM_RSS_GROWTH],
]) {
  // After a warm-up of a quarter: what grows from there on does so for ever.
  const early = samples[Math.ceil(samples.length / 4)];
  const late = samples.at(-1);
  if (!early || !late) continue;
  console.log(
    `  ${what}: ${mebibytes(early[what])} MiB after a quarter, ${mebibytes(late[what])} MiB at the end, ${mebibytes(after[what])} MiB when disposed`,
  );
  if (late[what] - early[what] > maximum)
    wrong.push(`${what} grew by ${mebibytes(late[what] - early[what])} MiB`);
}
console.log(
  wrong.length === 0
    ? '\nNothing was lost, altered or left.'
    : `\n${report.wrongs} wrong:\n${wrong.join('\n')}`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;

/** What is held when the kernel has taken down what was killed, or two seconds later. */
async function settled(wanted) {
  for (let looks = 0; looks < 40; looks += 1) {
    const { processes, descriptors } = resourcesOf();
    if (processes === wanted.processes && descriptors === wanted.descriptors) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return resourcesOf();
}

// Runs a fixed selection of test262 in every sandbox and in the bare engine below it, and prints what differs.
//   npm run test262 -- --suite DIR [--area NAME] [--sandbox NAME] [--sample N|all] [--test PART] ...
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AREAS } from './areas.mjs';
import { createCodeletText } from './codelet-text.mjs';
import { deliberate } from './differences.mjs';
import { BareEngine } from './engines/bare-engine.mjs';
import { bareEngineOf, openSandbox, sandboxNames } from './engines/sandboxes.mjs';
import { judge } from './outcome.mjs';
import { differences, table } from './report.mjs';
import { select } from './selection.mjs';

const USAGE = `npm run test262 -- --suite DIR [options]

  --suite DIR      a checkout of https://github.com/tc39/test262
  --area NAME      only this area; repeatable (${AREAS.map(({ name }) => name).join(', ')})
  --sandbox NAME   only this sandbox; repeatable (${sandboxNames().join(', ')})
  --sample N|all   at most N tests of each area
  --test PART      only tests whose path has this part, all of them; repeatable
  --parallel N     tests at the same time (default 4)
  --timeout MS     for one test (default 10000)
  --examples N     tests shown for each cause (default 5)
  --json FILE      every difference, for other tools

Ends with 1 when a test fails that the bare engine passes and that is no deliberate difference (docs/language.md).`;

const { values: options } = parseArgs({
  options: {
    suite: { type: 'string' },
    area: { type: 'string', multiple: true, default: [] },
    sandbox: { type: 'string', multiple: true, default: [] },
    sample: { type: 'string' },
    test: { type: 'string', multiple: true, default: [] },
    parallel: { type: 'string', default: '4' },
    timeout: { type: 'string', default: '10000' },
    examples: { type: 'string', default: '5' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (options.help || !options.suite) refuse(USAGE);
const suite = resolve(options.suite);
if (!existsSync(join(suite, 'harness', 'assert.js'))) refuse(`${suite} is no checkout of test262`);
const unknownArea = options.area.find((name) => !AREAS.some((area) => area.name === name));
if (unknownArea) refuse(`there is no area ${unknownArea}`);
if (sandboxNames().length === 0) refuse('no sandbox is built yet: npm run build');
const sandboxes = options.sandbox.length > 0 ? options.sandbox : sandboxNames();
const unknownSandbox = sandboxes.find((name) => !sandboxNames().includes(name));
if (unknownSandbox) refuse(`there is no sandbox ${unknownSandbox}, or it is not built`);

const timeout_ms = wholeNumber('timeout');
const parallel = wholeNumber('parallel');
const examples = wholeNumber('examples');
const sample = options.sample === 'all' ? Infinity : options.sample && wholeNumber('sample');
const { tests, skipped } = select(suite, { areas: options.area, sample, paths: options.test });
const textOf = createCodeletText(suite);
console.error(`${tests.length} tests; left out on the way: ${[...skipped].map(([why, count]) => `${count} × ${why}`).join(', ')}`); // prettier-ignore

/** By bare engine, the outcomes in the order of the tests. */
const bare = new Map();
for (const name of new Set(sandboxes.map(bareEngineOf))) {
  const engine = new BareEngine(name, { timeout_ms: timeout_ms * 2 });
  bare.set(name, await runAll(`bare ${name}`, engine));
  engine.dispose();
}

const results = new Map();
for (const name of sandboxes) {
  const sandbox = await openSandbox(name, { timeout_ms, parallel });
  const outcomes = await runAll(name, sandbox);
  await sandbox.dispose();
  const bareOutcomes = bare.get(bareEngineOf(name));
  const list = outcomes.map((one, index) => ({
    ...one,
    bare: bareOutcomes[index].outcome,
    cause: one.outcome.pass ? undefined : deliberate({ ...one, sandbox: name }),
  }));
  results.set(name, list);
}

console.log(`${table(results)}\n\n${differences(results, { examples })}`);
if (options.json) {
  const changed = ({ outcome, bare: bareOutcome }) => outcome.pass !== bareOutcome.pass;
  const plain = ({ test, ...rest }) => ({ path: test.path, ...rest });
  const bySandbox = [...results].map(([name, list]) => [name, list.filter(changed).map(plain)]);
  writeFileSync(options.json, `${JSON.stringify(Object.fromEntries(bySandbox), null, 1)}\n`);
}
const unexplained = [...results.values()]
  .flat()
  .filter((one) => one.bare.pass && !one.outcome.pass && !one.cause);
process.exitCode = unexplained.length > 0 ? 1 : 0;

async function runAll(label, engine) {
  const started = Date.now();
  const answers = [];
  let next = 0;
  async function work() {
    while (next < tests.length) {
      const index = next;
      next += 1;
      const test = tests[index];
      const end = await engine.run(textOf(test));
      answers[index] = { test, end, outcome: judge(test, end) };
    }
  }
  await Promise.all(Array.from({ length: parallel }, work));
  const passed = answers.filter(({ outcome }) => outcome.pass).length;
  console.error(
    `${label}: ${passed} of ${tests.length} pass, ${Math.round((Date.now() - started) / 1000)} s`,
  );
  return answers;
}

function wholeNumber(name) {
  if (!/^[1-9]\d*$/.test(options[name])) refuse(`--${name} is a number from 1`);
  return Number(options[name]);
}

function refuse(text) {
  console.error(text);
  process.exit(2);
}

// npm run matrix: the packed packages, installed as a user installs them, on every Node version and
// with the types of every TypeScript line that we support. Ends with `N passed, N failed`.
//   npm run matrix -- --node 20 --node 26        these Node versions only, no types
//   npm run matrix -- --types 4.5                these TypeScript versions only, no Node
//   npm run matrix -- --suite                    the conformance suite instead: each sandbox, each isolation, each Node
//   npm run matrix -- --suite --node 20,22 --sandbox vm2 --sandbox quickjs/thread
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exerciseOnNode } from './lib/matrix-node.mjs';
import { reportSuites } from './lib/matrix-suite-report.mjs';
import { runSuites, suites } from './lib/matrix-suite.mjs';
import { checkTypes } from './lib/matrix-types.mjs';
import { packAll } from './lib/pack.mjs';
import { build } from './lib/prepare.mjs';
import { ROOT } from './lib/root.mjs';
import { mustRun } from './lib/run-command.mjs';

const NODE_VERSIONS = ['18', '20', '22', '24', '26'];
/** On 18 packages only have to work as far as they do; the suite is asked of these. */
const SUITE_NODE_VERSIONS = ['20', '22', '24', '26'];
const TYPESCRIPT_VERSIONS = ['4.5', '5', '6'];

const { values: options } = parseArgs({
  options: {
    node: { type: 'string', multiple: true },
    types: { type: 'string', multiple: true },
    suite: { type: 'boolean' },
    sandbox: { type: 'string', multiple: true },
  },
});
/** Repeated, or with commas. */
const listOf = (values) => values?.flatMap((value) => value.split(','));
const everything = !options.node && !options.types;
const node_versions = everything ? NODE_VERSIONS : (listOf(options.node) ?? []);
const typescript_versions = everything ? TYPESCRIPT_VERSIONS : (listOf(options.types) ?? []);
const chosen_suites = options.suite ? chooseSuites(listOf(options.sandbox)) : [];

await build();
const temporary = mkdtempSync(join(tmpdir(), 'codelets-matrix-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const project = await installTarballs();
const rows = [];
if (options.suite) {
  for (const version of listOf(options.node) ?? SUITE_NODE_VERSIONS)
    rows.push(...(await runSuites(version, project, chosen_suites)));
  reportSuites(rows);
} else {
  for (const version of node_versions) rows.push(...(await exerciseOnNode(version, project)));
  for (const version of typescript_versions)
    rows.push(...(await checkTypes(version, project, join(temporary, 'types'))));
  report(rows);
}

/** `vm2`, or `vm2/thread`; all without names. */
function chooseSuites(names) {
  const all = suites();
  const isMeant = ({ sandbox, isolation }, name) => name === sandbox || name === `${sandbox}/${isolation}`;
  const unknown = names?.find((name) => !all.some((suite) => isMeant(suite, name)));
  if (unknown !== undefined) {
    console.error(`There is no sandbox ${unknown} with a test in packages/sandbox-*/test.`);
    process.exit(2);
  }
  return all.filter((suite) => !names || names.some((name) => isMeant(suite, name)));
}

/** An empty project that gets the packages from their tarballs and everything else from the registry. */
async function installTarballs() {
  const folder = join(temporary, 'project');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "scratch", "private": true, "type": "module" }\n');
  const tarballs = Object.values(await packAll(temporary));
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await mustRun(['npm', 'install', ...flags, ...tarballs], { cwd: folder });
  const sources = join(ROOT, 'tests/matrix');
  for (const file of readdirSync(sources)) copyFileSync(join(sources, file), join(folder, file));
  return folder;
}

/** @param {{ name: string, detail: string, passed: number, failures: string[] }[]} rows */
function report(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log();
  for (const { name, detail, passed, failures } of rows) {
    const count = `${passed}/${passed + failures.length}`;
    console.log(
      `${failures.length > 0 ? 'FAILED' : 'ok    '}  ${name.padEnd(width)}  ${count.padStart(5)}  ${detail}`,
    );
    for (const failure of failures) console.log(`          ${failure}`);
  }
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failures.length, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

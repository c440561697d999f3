import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { mustRun, runCommand } from './run-command.mjs';
import { nodeOfVersion } from './runtime.mjs';

/** A test file of a sandbox that is named after an isolation runs the conformance suite there. */
const SUITE_FILE = /^(process|thread|inline)\.test\.ts$/;
const NPM_FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline'];

/** The newest that runs on a Node version; the workspace's own runs on all others. */
const OLD_VITEST = { 20: '4.1.12' };

/** Engines that are installed beside a sandbox, with the version that brings a binary for each Node; `null`: none does. */
const PEER_ENGINES = { 'isolated-vm': { 20: null, 22: '6', 24: '7', 26: '7' } };

/** Every sandbox in every isolation that it has a test for: `{ sandbox, isolation, file }`. */
export function suites() {
  const folders = readdirSync(join(ROOT, 'packages')).filter((name) => name.startsWith('sandbox-'));
  return folders.flatMap((folder) => {
    const tests = join(ROOT, 'packages', folder, 'test');
    const files = existsSync(tests) ? readdirSync(tests).filter((name) => SUITE_FILE.test(name)) : [];
    return files.map((name) => ({
      sandbox: folder.replace('sandbox-', ''),
      isolation: name.replace('.test.ts', ''),
      file: join(tests, name),
    }));
  });
}

/**
 * Runs the conformance suite on one Node version, over the packed packages in `project`, one sandbox after the other:
 * the suite has deadlines, and two at once would disturb each other.
 *
 * @returns {Promise<object[]>} what became of each suite
 */
export async function runSuites(major, project, chosen) {
  const node = await nodeOfVersion(major);
  const vitest = await vitestFor(major);
  const { stdout } = await runCommand([node, '--version'], { cwd: project });
  const rows = [];
  for (const suite of chosen) {
    process.stderr.write(`Node ${major}: ${suite.sandbox}/${suite.isolation} ...`);
    const engine = await installEngine(suite.sandbox, major, project);
    const file = engine === null ? join(ROOT, 'tests/matrix/unavailable.suite.ts') : suite.file;
    const outcome = await runSuite({ node, vitest, project, file, sandbox: suite.sandbox });
    rows.push({ ...suite, ...outcome, node: major, version: stdout.trim(), engine });
    process.stderr.write(` ${outcome.passed} passed, ${outcome.failures.length} failed\n`);
  }
  return rows;
}

/** Puts the engine that a user of this Node would install beside the sandbox. `undefined`: it needs none. */
async function installEngine(sandbox, major, project) {
  if (!(sandbox in PEER_ENGINES)) return undefined;
  const version = PEER_ENGINES[sandbox][major];
  if (version === undefined) throw new Error(`Which ${sandbox} belongs to Node ${major}? See PEER_ENGINES.`);
  const change = version === null ? ['uninstall', sandbox] : ['install', `${sandbox}@${version}`];
  await mustRun(['npm', change[0], '--no-save', ...NPM_FLAGS, change[1]], { cwd: project });
  if (version === null) return null;
  const manifest = join(project, 'node_modules', sandbox, 'package.json');
  return `${sandbox} ${JSON.parse(readFileSync(manifest, 'utf8')).version}`;
}

/** The folder of a vitest that runs on this Node. */
async function vitestFor(major) {
  const version = OLD_VITEST[major];
  if (version === undefined) return join(ROOT, 'node_modules/vitest');
  const folder = join(tmpdir(), 'codelets-runtimes', `vitest-${version}`);
  const installed = join(folder, 'node_modules/vitest');
  if (existsSync(join(installed, 'vitest.mjs'))) return installed;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  await mustRun(['npm', 'install', ...NPM_FLAGS, `vitest@${version}`], { cwd: folder });
  return installed;
}

async function runSuite({ node, vitest, project, file, sandbox }) {
  const report = join(project, 'suite-report.json');
  writeFileSync(report, '{}');
  copyFileSync(file, join(project, 'suite.test.ts'));
  copyFileSync(join(ROOT, 'tests/matrix/suite-reporter.mjs'), join(project, 'suite-reporter.mjs'));
  // The test file says `vitest`, and the project has none: it means the one that runs it.
  const config = `export default {
    resolve: { alias: { vitest: ${JSON.stringify(join(vitest, 'dist/index.js'))} } },
    test: { include: ['suite.test.ts'], reporters: ['./suite-reporter.mjs'] },
  };\n`;
  writeFileSync(join(project, 'vitest.config.mjs'), config);
  const command = [node, join(vitest, 'vitest.mjs'), 'run', '--root', project];
  const { code, text } = await runCommand(command, { cwd: project, env: { CODELETS_SANDBOX: sandbox } });
  const { passed = 0, skipped = {}, failures = [] } = JSON.parse(readFileSync(report, 'utf8'));
  if (failures.length === 0 && (code !== 0 || passed === 0))
    failures.push(`vitest ended with ${code}: ${text.trim().slice(-2000)}`);
  return { passed, skipped, failures };
}

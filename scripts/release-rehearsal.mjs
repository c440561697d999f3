// npm run release:rehearsal: a whole release that reaches nobody. In a copy of the repository a changeset
// becomes versions, they are built and published to a registry on loopback, and an empty project
// installs the runner from there and runs the example of the README.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedPackages } from './lib/packages.mjs';
import { pnpm } from './lib/pnpm.mjs';
import { install } from './lib/prepare.mjs';
import { readExample } from './lib/readme-example.mjs';
import { startRegistry } from './lib/registry.mjs';
import { copyRepository, repositoryStatus } from './lib/repository.mjs';
import { ROOT } from './lib/root.mjs';
import { mustRun } from './lib/run-command.mjs';

const before = await repositoryStatus();
const temporary = mkdtempSync(join(tmpdir(), 'codelets-rehearsal-'));
let registry;
process.on('exit', () => {
  registry?.kill();
  rmSync(temporary, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

await install();
const copy = join(temporary, 'repository');
await step('copy the repository', () => copyRepository(copy));
await step('install its dependencies', () => inCopy('install', '--frozen-lockfile', '--prefer-offline'));
const names = publishedPackages().map(({ manifest }) => manifest.name);
const versions = await step('version a changeset', versionChangeset);
await step('build', () => inCopy('run', 'build'));
await step('start a registry', startIt);
await step('publish', publish);
const example = await step('install the runner and run the example', runExample);
await step('stop the registry', () => registry.stop());
rmSync(temporary, { recursive: true, force: true });
assert.equal(await repositoryStatus(), before, 'the rehearsal has changed the repository');
console.log(
  `\nPublished ${Object.entries(versions)
    .map(([name, version]) => `${name}@${version}`)
    .join(' ')}`,
);
console.log(`The example said: ${example}`);

async function step(name, action) {
  const start = Date.now();
  const result = await action();
  console.log(`ok  ${name}  ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

async function inCopy(...args) {
  return mustRun([...(await pnpm()), ...args], { cwd: copy, env: registry?.env });
}

/** Every package gets a version that nobody has, whatever changesets are waiting besides. */
async function versionChangeset() {
  const bumps = names.map((name) => `'${name}': minor`).join('\n');
  writeFileSync(join(copy, '.changeset/rehearsal.md'), `---\n${bumps}\n---\n\nRehearse a release.\n`);
  const old = versionsIn(ROOT);
  await inCopy('exec', 'changeset', 'version');
  const versions = versionsIn(copy);
  for (const name of names) assert.notEqual(versions[name], old[name], `${name} has kept its version`);
  const runner = publishedPackages(copy).find(({ manifest }) => manifest.name === '@codelets/runner');
  const changelog = readFileSync(join(copy, runner.folder, 'CHANGELOG.md'), 'utf8');
  assert.match(changelog, /Rehearse a release\./);
  return versions;
}

function versionsIn(root) {
  return Object.fromEntries(publishedPackages(root).map(({ manifest }) => [manifest.name, manifest.version]));
}

async function startIt() {
  registry = await startRegistry(join(temporary, 'registry'));
}

async function publish() {
  await inCopy('exec', 'changeset', 'publish', '--no-git-tag');
  for (const [name, version] of Object.entries(versions)) {
    const response = await fetch(`${registry.url}${name.replace('/', '%2f')}`);
    const { versions: published = {} } = await response.json();
    assert.ok(published[version], `${name}@${version} has not been published`);
    const dependencies = JSON.stringify(published[version].dependencies ?? {});
    assert.doesNotMatch(dependencies, /workspace:/, `${name} depends on a workspace`);
  }
}

async function runExample() {
  const project = join(temporary, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  const { code, expected } = readExample(readFileSync(join(ROOT, 'README.md'), 'utf8'));
  writeFileSync(join(project, 'example.js'), code);
  const options = { cwd: project, env: registry.env };
  await mustRun(
    ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '@codelets/runner'],
    options,
  );
  const { version } = JSON.parse(
    readFileSync(join(project, 'node_modules/@codelets/runner/package.json'), 'utf8'),
  );
  assert.equal(version, versions['@codelets/runner']);
  const { stdout } = await mustRun([process.execPath, 'example.js'], options);
  for (const text of expected) assert.ok(stdout.includes(text), `the example printed ${stdout}, not ${text}`);
  return stdout.trim();
}

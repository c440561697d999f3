// npm test: installs, builds, runs every test once, and ends with `N passed, N failed` alone on a line.
import { packageFolders, readManifest } from './lib/packages.mjs';
import { build, turboCommand } from './lib/prepare.mjs';
import { ROOT } from './lib/root.mjs';
import { runCommand } from './lib/run-command.mjs';
import { clearReports, summarize } from './lib/test-summary.mjs';

// Whatever stops this script before there is a summary, an installation or a build, is a failure.
let summary = '0 passed, 1 failed';
process.on('exit', () => console.log(summary));

await build();

const folders = [...packageFolders(), 'scripts', 'tests'].filter(hasTests);
clearReports(ROOT, folders);
// One package at a time: vitest uses all cores itself, and suites that measure time must not starve each other.
const flags = ['--concurrency=1', '--continue', '--output-logs=new-only', '--log-prefix=none'];
const command = await turboCommand(['run', 'test', ...flags]);
const { code } = await runCommand(command, { cwd: ROOT, output: 'inherit' });

const { passed, failed, skipped, notes } = summarize(ROOT, folders);
const crashed = code !== 0 && failed === 0;
if (crashed) notes.push('a test script failed although no test did: see above');
console.log();
for (const note of notes) console.log(note);
if (skipped > 0) console.log(`${skipped} skipped`);
summary = `${passed} passed, ${failed + (crashed ? 1 : 0)} failed`;
process.exitCode = failed > 0 || crashed || passed === 0 ? 1 : 0;

function hasTests(folder) {
  return 'test' in (readManifest(folder).scripts ?? {});
}

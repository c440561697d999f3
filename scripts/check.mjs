// Everything that CI runs, in one command. All steps run whatever fails; names as arguments choose some.
//   pnpm check            pnpm check publint types
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packAll } from './lib/pack.mjs';
import { publishedPackages } from './lib/packages.mjs';
import { pnpm } from './lib/pnpm.mjs';
import { build, install, turboCommand } from './lib/prepare.mjs';
import { ROOT } from './lib/root.mjs';
import { runCommand } from './lib/run-command.mjs';
import { tool } from './lib/tool.mjs';

/** Each step gives the commands that have to succeed. */
const steps = {
  lint: async () => [[...(await pnpm()), 'run', 'lint']],
  build: async () => [
    await turboCommand(['run', 'build', 'typecheck', '--continue', '--output-logs=errors-only']),
  ],
  test: async () => [[process.execPath, 'scripts/test.mjs']],
  // The attack corpus has to find the known ways out of old releases of vm2.
  control: async () => [[process.execPath, 'tests/positive-control/control.mjs']],
  // What npm users get: entries that exist, in the format they claim, in the files that are packed.
  publint: async () => Object.values(await tarballs()).map((file) => [...tool('publint'), '--strict', file]),
  // Types that every way of resolving modules finds, and that agree with the code.
  types: async () => {
    const files = await tarballs();
    const libraries = publishedPackages().filter(({ manifest }) => manifest.types);
    const attw = [...tool('@arethetypeswrong/cli', 'attw'), '--no-emoji', '--format', 'ascii'];
    return libraries.map(({ manifest }) => [...attw, files[manifest.name]]);
  },
  unused: async () => [tool('knip')],
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`Unknown step ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}

const temporary = mkdtempSync(join(tmpdir(), 'codelets-check-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
let packing;

await install();
for (const [name, step] of Object.entries(steps)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const start = Date.now();
  let failed = false;
  for (const command of await step()) {
    const { code, text } = await runCommand(command, { cwd: ROOT });
    if (code === 0) continue;
    failed = true;
    console.log(`\n${command.join(' ').replaceAll(`${ROOT}/`, '')}\n${text}`);
  }
  console.log(`${failed ? 'FAILED' : 'ok'}  ${name}  ${((Date.now() - start) / 1000).toFixed(1)} s`);
  if (failed) process.exitCode = 1;
}

/** The packages as they would be published, packed once. */
function tarballs() {
  packing ??= build().then(() => packAll(temporary));
  return packing;
}

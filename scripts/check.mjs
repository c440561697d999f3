// Everything that CI runs, in one command. All steps run whatever fails; names as arguments choose some.
//   pnpm check            pnpm check publint types
import { publishedPackages } from './lib/packages.mjs';
import { pnpm } from './lib/pnpm.mjs';
import { install, turboCommand } from './lib/prepare.mjs';
import { ROOT } from './lib/root.mjs';
import { runCommand } from './lib/run-command.mjs';

await install();
const exec = [...(await pnpm()), 'exec'];
const published = publishedPackages();
const libraries = published.filter(({ manifest }) => manifest.types);

const steps = {
  lint: [[...(await pnpm()), 'run', 'lint']],
  build: [await turboCommand(['run', 'build', 'typecheck', '--continue', '--output-logs=errors-only'])],
  test: [[process.execPath, 'scripts/test.mjs']],
  // What npm users get: entries that exist, in the format they claim, in the files that are packed.
  publint: published.map(({ folder }) => [...exec, 'publint', '--strict', folder]),
  // Types that every way of resolving modules finds, and that agree with the code.
  types: libraries.map(({ folder }) => [
    ...exec,
    'attw',
    '--pack',
    folder,
    '--no-emoji',
    '--format',
    'ascii',
  ]),
  unused: [[...exec, 'knip']],
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`Unknown step ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}

const failures = [];
for (const [name, commands] of Object.entries(steps)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const start = Date.now();
  for (const command of commands) {
    const { code, text } = await runCommand(command, { cwd: ROOT });
    if (code === 0) continue;
    failures.push(name);
    console.log(`\n${command.slice(exec.length).join(' ')}\n${text}`);
  }
  console.log(
    `${failures.includes(name) ? 'FAILED' : 'ok'}  ${name}  ${((Date.now() - start) / 1000).toFixed(1)} s`,
  );
}
if (failures.length > 0) process.exitCode = 1;

// npm run new:sandbox NAME: makes packages/sandbox-NAME, which builds, and whose conformance tests fail only for the
// engine that is not written yet. --no-install leaves the installation to you.
import { RefusedName, newSandbox } from './lib/new-sandbox.mjs';
import { pnpm } from './lib/pnpm.mjs';
import { ROOT } from './lib/root.mjs';
import { runCommand } from './lib/run-command.mjs';

const USAGE = 'Usage: npm run new:sandbox NAME, such as: npm run new:sandbox isolated-vm';

const args = process.argv.slice(2);
const [name, ...more] = args.filter((arg) => arg !== '--no-install');
if (name === undefined || name.startsWith('-') || more.length > 0) {
  console.error(USAGE);
  process.exit(2);
}
const { folder, files } = make();
console.log(`Made ${folder}:\n${files.map((file) => `  ${file}\n`).join('')}`);
const is_installed = !args.includes('--no-install') && (await install());
console.log(`Next:
${is_installed ? '' : `  ${(await pnpm()).join(' ')} install    its dependencies, and the lockfile\n`}  npm run build               builds it with the others
  cd ${folder}
  npx vitest                  the conformance suite: fails until src/engine.ts is written
docs/writing-a-sandbox.md leads through it.`);

function make() {
  try {
    return newSandbox(ROOT, name);
  } catch (error) {
    if (!(error instanceof RefusedName)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** The workspace has a package more: the lockfile has to know, or no script would run. */
async function install() {
  console.log('Installing ...');
  const command = [...(await pnpm()), 'install', '--no-frozen-lockfile', '--prefer-offline'];
  const { code, text } = await runCommand([...command, '--config.confirmModulesPurge=false'], { cwd: ROOT });
  if (code === 0) return true;
  console.error(`${text}\nThe installation failed.\n`);
  process.exitCode = 1;
  return false;
}

import { runCommand } from './run-command.mjs';

/** The last major version that is plain JavaScript and runs on Node 20. */
const PNPM_VERSION = '10.34.9';

let found;

/**
 * How to call pnpm here: as the one that is installed if it is of the right line, else through npx,
 * which keeps it in npm's cache. Either way whatever it runs finds it on its path, as turbo has to.
 *
 * @returns {Promise<string[]>}
 */
export function pnpm() {
  found ??= findPnpm();
  return found;
}

async function findPnpm() {
  // An installed pnpm may be one that fetches another version for a project: ask it here, in no project.
  const { code, stdout } = await runCommand(['pnpm', '--version'], { cwd: '/' });
  const [major, minor] = stdout.trim().split('.').map(Number);
  const [wanted_major, wanted_minor] = PNPM_VERSION.split('.').map(Number);
  if (code === 0 && major === wanted_major && minor >= wanted_minor) return ['pnpm'];
  return ['npx', '--yes', `pnpm@${PNPM_VERSION}`];
}

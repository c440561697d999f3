// turbo without telemetry and notices, and with a pnpm that it can find: node scripts/turbo.mjs run build
import { turboCommand } from './lib/prepare.mjs';
import { ROOT } from './lib/root.mjs';
import { runCommand } from './lib/run-command.mjs';

const { code } = await runCommand(await turboCommand(process.argv.slice(2)), {
  cwd: ROOT,
  output: 'inherit',
});
process.exitCode = code;

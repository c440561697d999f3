// The process host with one layer less, made in test code: production code has no switch for it.
import child_process from 'node:child_process';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CHILD = realpathSync(
  fileURLToPath(new URL('process-child.cjs', import.meta.resolve('@codelets/host'))),
);
const SCRUB = 'function scrub() {\n';

/**
 * From here on, hosts for which `applies` says so run a child whose scrub does nothing. To be called before
 * `@codelets/host` is loaded.
 *
 * @param {string} folder where the changed child is put
 * @param {() => boolean} applies
 */
export function leaveOutTheScrub(folder, applies) {
  const text = readFileSync(CHILD, 'utf8');
  if (text.split(SCRUB).length !== 2) throw new Error('the built child has changed: where is its scrub?');
  const changed = join(folder, 'child-without-scrub.cjs');
  writeFileSync(changed, text.replace(SCRUB, `${SCRUB}  return;\n`));
  const { spawn } = child_process;
  child_process.spawn = (program, args, options) => {
    if (!applies() || !args.includes(CHILD)) return spawn(program, args, options);
    const replaced = args.map((argument) => argument.replace(CHILD, changed));
    return spawn(program, replaced, options);
  };
  syncBuiltinESMExports();
}

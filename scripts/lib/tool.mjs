import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { developmentNode } from './runtime.mjs';

/** A command of a package that the workspace depends on, called without a package manager. */
export function tool(package_name, command = package_name) {
  const folder = join(ROOT, 'node_modules', package_name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [developmentNode(), join(folder, typeof bin === 'string' ? bin : bin[command])];
}

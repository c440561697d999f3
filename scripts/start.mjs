// npm start -- run examples/hello.js --input '{"value":21}'
// Installs and builds what is not installed and built yet, then is the codelets command.
import { join } from 'node:path';
import { become } from './lib/become.mjs';
import { build } from './lib/prepare.mjs';
import { ROOT } from './lib/root.mjs';
import { developmentNode } from './lib/runtime.mjs';

const FOLDER = 'apps/playground-cli';

await build(FOLDER);
become([developmentNode(), join(ROOT, FOLDER, 'dist/cli.js'), ...process.argv.slice(2)]);

// npm start -- run examples/hello.js --input '{"value":21}'
// Installs and builds what is not installed and built yet, then is the codelets command.
import { join } from 'node:path';
import { become } from './lib/become.mjs';
import { build } from './lib/prepare.mjs';
import { ROOT } from './lib/root.mjs';
import { developmentNode } from './lib/runtime.mjs';

await build();
become([developmentNode(), join(ROOT, 'apps/playground-cli/dist/cli.js'), ...process.argv.slice(2)]);

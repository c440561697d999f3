// The service's side: which packages a codelet may import. They are bundled here, ahead of all runs.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createCodeletRunner } from '@codelets/runner';

const path = fileURLToPath(new URL('codelet.js', import.meta.url));
const { resolve } = createRequire(import.meta.url);

const policy = {
  // A service that is started in the folder where its packages are installed needs no more than `dayjs: 'dayjs'`;
  // these are found wherever the example is started.
  modules: {
    dayjs: { file: resolve('dayjs') },
    'dayjs/plugin/customParseFormat': { file: resolve('dayjs/plugin/customParseFormat.js') },
    lodash: { file: resolve('lodash') },
  },
};

/** Cleans rows of a table. The limits are for a thousand times as many. */
export async function cleanRows(rows, options = {}) {
  const runner = createCodeletRunner({
    timeout_ms: 10_000,
    memory_mb: 128,
    max_logs: 20,
    policy,
    ...options,
  });
  try {
    return await runner.run({ type: 'file', path }, { input: rows });
  } finally {
    await runner.dispose();
  }
}

/** What people typed in. */
export const readRows = () => JSON.parse(readFileSync(new URL('rows.json', import.meta.url), 'utf8'));

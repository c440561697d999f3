import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { compile } from './support/compile.js';
import { runCli } from './support/spawn-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'codelets-policy-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'policy.json');
writeFileSync(
  file,
  JSON.stringify({ version: 1, capabilities: { db: { find: { input: { type: 'string' } } } } }),
);

it('the built command checks a policy and writes its types', { timeout: 60_000 }, async () => {
  const valid = await runCli(['policy', 'check', file]);
  expect([valid.code, valid.stderr]).toEqual([0, '']);
  expect(valid.stdout).toContain('helpers.db.find(args)');
  const invalid = await runCli(['policy', 'check', '-'], '{"version":1,"env":{"A":5}}');
  expect([invalid.code, invalid.stdout]).toEqual([1, '']);
  expect(invalid.stderr).toContain('policy.env.A must be a string');
  const types = await runCli(['types', '--policy', file]);
  expect(types.code).toBe(0);
  const codelet = (argument: string): string =>
    `import type { Codelet } from './helpers.js';\nexport const main: Codelet = (input, { db }) => db.find(${argument});`;
  expect(compile({ 'helpers.ts': types.stdout, 'codelet.ts': codelet("'x'") })).toEqual([]);
  expect(compile({ 'helpers.ts': types.stdout, 'codelet.ts': codelet('5') })).toHaveLength(1);
});

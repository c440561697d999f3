// Copied into the scratch project by scripts/lib/matrix-suite.mjs, where no engine can be had for a Node version.
import { SandboxUnavailableError } from '@codelets/core';
import { createCodeletRunner } from '@codelets/runner';
import { expect, it } from 'vitest';

const name = process.env['CODELETS_SANDBOX']!;

async function open() {
  const factories = Object.values(await import(`@codelets/sandbox-${name}`)) as (() => never)[];
  return factories[0]!();
}

it('the adapter says how to install the engine', async () => {
  const adapter: { openHost(init: object): Promise<unknown> } = await open();
  const thrown = await adapter
    .openHost({ prelude: '(post) => () => {}', memory_bytes: 2 ** 26 })
    .catch((error: unknown) => error);
  expect(SandboxUnavailableError.isInstance(thrown)).toBe(true);
  expect((thrown as Error).message).toContain(`npm install ${name}`);
});

it('a run says so, too', async () => {
  const runner = createCodeletRunner({ sandbox: await open() });
  const result = await runner.run({ type: 'string', code: 'export const main = () => 1' }, {});
  expect(result).toMatchObject({ ok: false, error: { code: 'SANDBOX_UNAVAILABLE' } });
  expect(result.error?.message).toContain(`npm install ${name}`);
  await runner.dispose();
});

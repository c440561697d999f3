import { expect, it, vi } from 'vitest';
import { policyFromDocument } from './policy-from-document.js';

vi.mock('@cfworker/json-schema', () => {
  throw new Error('Cannot find package');
});

it('says what to install, and only where a document has schemas', async () => {
  const functions = { capabilities: { db: { find: () => 1 } } };
  const made = policyFromDocument({ version: 1, capabilities: { db: { find: { input: true } } } }, functions);
  await expect(made).rejects.toThrow(TypeError);
  await expect(made).rejects.toThrow('@cfworker/json-schema has to be installed');
  const without = await policyFromDocument({ version: 1, capabilities: { db: { find: {} } } }, functions);
  expect(Object.keys(without.policy)).toEqual(['capabilities']);
});

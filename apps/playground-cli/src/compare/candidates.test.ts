import { expect, it } from 'vitest';
import { UsageError } from '../failures.js';
import { SANDBOX_NAMES } from '../run/sandboxes.js';
import { CANDIDATES, chooseCandidates } from './candidates.js';

const labels = (candidates: readonly { label: string }[]): string[] => candidates.map(({ label }) => label);

it('knows every sandbox of run', () => {
  expect(new Set(CANDIDATES.map(({ name }) => name))).toEqual(new Set(SANDBOX_NAMES));
});

it('leaves out what is no wall, with a reason, until somebody trusts the codelet', () => {
  const { chosen, not_run } = chooseCandidates(undefined, false);
  expect(labels(chosen)).toEqual(['vm2/process', 'vm2/thread', 'isolated-vm/process', 'quickjs/thread', 'quickjs/process']); // prettier-ignore
  expect(labels(not_run)).toEqual(['quickjs/inline', 'node-vm/process', 'node-vm/thread']);
  for (const { reason } of not_run) expect(reason).toContain('--trust');
  expect(labels(chooseCandidates(undefined, true).chosen)).toEqual(labels(CANDIDATES));
});

it('takes a sandbox with all of its hosts, or one of them', () => {
  const { chosen, not_run } = chooseCandidates(['vm2', 'quickjs/process', 'node-vm'], false);
  expect(labels(chosen)).toEqual(['vm2/process', 'vm2/thread', 'quickjs/process']);
  expect(labels(not_run)).toEqual(['node-vm/process', 'node-vm/thread']);
});

it('refuses a name that there is not', () => {
  expect(() => chooseCandidates(['vm2', 'vm3'], true)).toThrow(UsageError);
  expect(() => chooseCandidates(['vm2/inline'], true)).toThrow('"vm2/inline"; there are vm2/process');
});

import type { SandboxAdapter } from '@codelets/core';
import type { ConformanceGroup } from './conformance-case.js';
import { contractGroup } from './contract/index.js';
import { defineCases } from './define-cases.js';
import { DirectSubject } from './direct-subject.js';
import { errorsGroups } from './errors/index.js';
import { escapesGroups } from './escapes/index.js';
import { freshnessGroups } from './freshness/index.js';
import { givenGroups } from './given/index.js';
import { limitsGroups } from './limits/index.js';
import { logsGroups } from './logs/index.js';
import { modulesGroups } from './modules/index.js';
import { policyGroups } from './policy/index.js';
import { standardsGroups } from './standards/index.js';
import { RunnerSubject, type CreateRunner } from './runner-subject.js';
import type { TestApi } from './test-api.js';
import { valuesGroups } from './values/index.js';

export interface TestAdapterOptions {
  /** `createCodeletRunner` of `@codelets/runner`: the cases then go through a runner on the adapter. */
  readonly createRunner?: CreateRunner;
  /**
   * `false` leaves the attack corpus out of this call. For further isolations of an adapter whose default isolation is
   * asked all of it: elsewhere, as in `npm run matrix` of this repository, they are asked as well. Default `true`.
   */
  readonly escapes?: boolean;
}

const GROUPS: readonly (readonly [name: string, groups: readonly ConformanceGroup[]])[] = [
  ['values', valuesGroups],
  ['errors', errorsGroups],
  ['limits', limitsGroups],
  ['logs', logsGroups],
  ['freshness', freshnessGroups],
  ['policy', policyGroups],
  ['modules', modulesGroups],
  ['standards', standardsGroups],
  ['given', givenGroups],
  ['escapes', escapesGroups],
];

/**
 * Defines the tests that every adapter has to pass, in every isolation. Cases are skipped for nothing but what the
 * adapter's own traits do not claim, and say so.
 */
export function testAdapter(adapter: SandboxAdapter, api: TestApi, options: TestAdapterOptions = {}): void {
  const { createRunner, escapes = true } = options;
  const subject = createRunner ? new RunnerSubject(createRunner, adapter) : new DirectSubject(adapter);
  const { describe, it } = api;
  describe(`${adapter.name}/${adapter.isolation}${createRunner ? ' through a runner' : ''}`, () => {
    if (!createRunner) contractGroup(adapter, api);
    for (const [name, groups] of GROUPS) {
      if (name === 'escapes' && !escapes) continue;
      describe(name, () => {
        for (const group of groups) defineCases(group, adapter, subject, api);
      });
    }
    // The last test: injected runners have no hook that all of them share.
    it('ends all hosts when it is closed', () => subject.close(), 10_000);
  });
}

import { checkPolicy } from './check-policy.js';
import { Problems } from './problems.js';
import type { ResolvedPolicy } from './resolved-types.js';

export { mergePolicies } from './merge-policies.js';
export { NO_POLICY } from './seal-policy.js';
export type { ResolvedCapability, ResolvedPolicy } from './resolved-types.js';

/**
 * Checks a policy: a `CodeletPolicy`, or a `CodeletRunPolicy` together with the policy of the `runner` that it is for,
 * whose numbers then stand in for those left out. Throws a `TypeError` that names the field.
 */
export function resolvePolicy(policy: unknown, runner?: ResolvedPolicy): ResolvedPolicy {
  const problems = new Problems();
  const resolved = checkPolicy(policy, 'policy', runner, problems);
  problems.throwFirst();
  return resolved;
}

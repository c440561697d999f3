import type { Recording } from '@codelets/core';
import type { PolicyDocument } from '@codelets/runner';
import type { CommandContext } from '../context.js';
import { UsageError } from '../failures.js';
import { loadValidPolicy } from '../run/load-grants.js';

/**
 * What a policy lets a codelet import, which is all that a replay is given of it. Throws a `UsageError` for a recorded
 * run that could import something, when there is no policy.
 */
export async function grantedModules(
  { modules }: Recording,
  policy_file: string | undefined,
  context: CommandContext,
): Promise<PolicyDocument['modules']> {
  if (policy_file !== undefined) return (await loadValidPolicy(policy_file, context)).modules;
  const [first] = Array.isArray(modules) ? modules : [];
  if (!first) return undefined;
  throw new UsageError(
    `the recorded run imported ${JSON.stringify(first.specifier)}: name the policy that grants it with --policy FILE`,
  );
}

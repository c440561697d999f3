import type { FullRule } from './rules.js';
import { isPathUnder } from './rule-path.js';
import { under } from './problems.js';
import type { ResolvedPolicy } from './resolved-types.js';

/**
 * What a run's policy names and does not get, since the runner's policy does not grant it: paths such as
 * `policy.env.REGION`. It is no error, a run's policy may be written for several runners; but it should be seen.
 */
export function notGranted(
  runner: ResolvedPolicy | undefined,
  run: ResolvedPolicy | undefined,
): readonly string[] {
  if (!runner || !run) return [];
  const missing: string[] = [];
  for (const name of run.capabilities.keys())
    if (!runner.capabilities.has(name)) missing.push(`policy.capabilities.${name}`);
  const granted = (runner.network?.allow ?? []) as readonly FullRule[];
  for (const rule of (run.network?.allow ?? []) as readonly FullRule[]) {
    const refused = rule.methods.filter((method) => !granted.some((other) => allows(other, rule, method)));
    if (refused.length > 0)
      missing.push(`policy.network.allow: ${refused.join(', ')} ${rule.origin}${rule.path}`);
  }
  if (run.network?.allow_private_networks && runner.network && !runner.network.allow_private_networks)
    missing.push('policy.network.allow_private_networks');
  for (const section of ['env', 'modules'] as const)
    for (const name of Object.keys(run[section]))
      if (!Object.hasOwn(runner[section], name)) missing.push(under(`policy.${section}`, name));
  return missing;
}

/** Whether all that `rule` asks for with this method is granted by `other`. */
function allows(other: FullRule, rule: FullRule, method: string): boolean {
  return other.origin === rule.origin && isPathUnder(rule.path, other.path) && other.methods.includes(method);
}

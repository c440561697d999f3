import { checkCapabilities } from './check-capabilities.js';
import { checkNetwork } from './check-network.js';
import { checkDeterministic, checkEnv, checkModules } from './check-values.js';
import type { Problems } from './problems.js';
import { readFields } from './read-data.js';
import { POLICY_SECTIONS, type ResolvedPolicy } from './resolved-types.js';
import { NO_POLICY, sealPolicy } from './seal-policy.js';

/** Reads a policy. What it answers counts only when no problem was found. */
export function checkPolicy(
  value: unknown,
  path: string,
  runner: ResolvedPolicy | undefined,
  problems: Problems,
): ResolvedPolicy {
  const given = readFields(value, path, POLICY_SECTIONS, problems) ?? {};
  const { capabilities, network, env, modules, deterministic } = given;
  const has_runner = runner !== undefined;
  return sealPolicy({
    capabilities:
      capabilities === undefined
        ? NO_POLICY.capabilities
        : checkCapabilities(capabilities, `${path}.capabilities`, runner?.capabilities, problems),
    network:
      network === undefined ? undefined : checkNetwork(network, `${path}.network`, runner?.network, problems),
    env: env === undefined ? NO_POLICY.env : checkEnv(env, `${path}.env`, has_runner, problems),
    modules:
      modules === undefined
        ? NO_POLICY.modules
        : checkModules(modules, `${path}.modules`, has_runner, problems),
    deterministic:
      deterministic === undefined
        ? undefined
        : checkDeterministic(deterministic, `${path}.deterministic`, problems),
    sections: new Set(POLICY_SECTIONS.filter((section) => given[section] !== undefined)),
  });
}

import type { FullNetwork } from './check-network.js';
import type { PolicySection, ResolvedCapability, ResolvedPolicy } from './resolved-types.js';
import { intersectRules } from './rules.js';
import { NO_POLICY, sealPolicy } from './seal-policy.js';

/**
 * The policy in force for a run. Without a runner's policy the run's applies. Otherwise a run only tightens: sets
 * intersect, numbers are the stricter ones, and functions, values and headers are the runner's. A section that the run
 * leaves out stays as it is. What the run names beyond the runner is not granted; `notGranted` tells it.
 */
export function mergePolicies(
  runner: ResolvedPolicy | undefined,
  run: ResolvedPolicy | undefined,
): ResolvedPolicy {
  if (!runner || !run) return run ?? runner ?? NO_POLICY;
  const has = (section: PolicySection): boolean => run.sections.has(section);
  return sealPolicy({
    capabilities: has('capabilities')
      ? mergeCapabilities(runner.capabilities, run.capabilities)
      : runner.capabilities,
    network: has('network') ? mergeNetworks(runner.network, run.network) : runner.network,
    env: has('env') ? pick(runner.env, run.env) : runner.env,
    modules: has('modules') ? pick(runner.modules, run.modules) : runner.modules,
    deterministic: run.deterministic ?? runner.deterministic,
    sections: new Set([...runner.sections, ...run.sections]),
  });
}

function mergeCapabilities(
  runner: ResolvedPolicy['capabilities'],
  run: ResolvedPolicy['capabilities'],
): ResolvedPolicy['capabilities'] {
  const merged = new Map<string, ResolvedCapability>();
  for (const [name, granted] of runner) {
    const wanted = run.get(name);
    if (!wanted) continue;
    const max_calls = Math.min(granted.max_calls ?? Infinity, wanted.max_calls ?? Infinity);
    merged.set(
      name,
      Object.freeze({
        ...granted,
        timeout_ms: Math.min(granted.timeout_ms, wanted.timeout_ms),
        max_calls: max_calls === Infinity ? undefined : max_calls,
        max_concurrent: Math.min(granted.max_concurrent, wanted.max_concurrent),
      }),
    );
  }
  return merged;
}

function mergeNetworks(
  runner: ResolvedPolicy['network'],
  run: ResolvedPolicy['network'],
): ResolvedPolicy['network'] {
  if (!runner || !run) return undefined;
  // Both were checked, which filled in every field.
  const [first, second] = [runner as FullNetwork, run as FullNetwork];
  return Object.freeze({
    allow: intersectRules(first.allow, second.allow),
    allow_private_networks: first.allow_private_networks && second.allow_private_networks,
    max_response_bytes: Math.min(first.max_response_bytes, second.max_response_bytes),
    timeout_ms: Math.min(first.timeout_ms, second.timeout_ms),
    max_requests: Math.min(first.max_requests, second.max_requests),
  });
}

function pick<Value>(
  runner: Readonly<Record<string, Value>>,
  run: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Value>> {
  return Object.freeze(
    Object.fromEntries(Object.entries(runner).filter(([name]) => Object.hasOwn(run, name))),
  );
}

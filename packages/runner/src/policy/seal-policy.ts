import { policyHash } from './policy-data.js';
import type { ResolvedPolicy } from './resolved-types.js';

/** Freezes a policy and gives it its hash. */
export function sealPolicy(parts: Omit<ResolvedPolicy, 'hash'>): ResolvedPolicy {
  const policy = {
    ...parts,
    capabilities: frozenMap(parts.capabilities),
    sections: frozenSet(parts.sections),
    // Where no rule is left there is no `fetch`.
    network: parts.network?.allow.length === 0 ? undefined : parts.network,
  };
  return Object.freeze({ ...policy, hash: policyHash(policy) });
}

/** Freezing a collection does not keep it from changing. */
function frozenMap<Key, Value>(map: ReadonlyMap<Key, Value>): ReadonlyMap<Key, Value> {
  return Object.freeze(Object.assign(new Map(map), { set: refuse, delete: refuse, clear: refuse }));
}

function frozenSet<Value>(set: ReadonlySet<Value>): ReadonlySet<Value> {
  return Object.freeze(Object.assign(new Set(set), { add: refuse, delete: refuse, clear: refuse }));
}

function refuse(): never {
  throw new TypeError('a policy does not change');
}

export const NO_POLICY: ResolvedPolicy = sealPolicy({
  capabilities: new Map(),
  network: undefined,
  env: Object.freeze({}),
  modules: Object.freeze({}),
  deterministic: undefined,
  sections: new Set(),
});

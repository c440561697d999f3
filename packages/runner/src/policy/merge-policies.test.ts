import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METHODS, ORIGINS, PATHS, arbitraryPolicy } from '../testing/arbitrary-policy.js';
import { notGranted } from './not-granted.js';
import { NO_POLICY, mergePolicies, resolvePolicy, type ResolvedPolicy } from './resolved-policy.js';
import type { FullRule } from './rules.js';
import type { CodeletRunPolicy } from './types.js';

const policies = arbitraryPolicy.map((policy) => resolvePolicy(policy));

/** The rule that decides about a request, as a client finds it: the first that allows it. */
function ruleFor(
  { network }: ResolvedPolicy,
  origin: string,
  path: string,
  method: string,
): FullRule | undefined {
  return (network?.allow as readonly FullRule[] | undefined)?.find(
    (rule) =>
      rule.origin === origin && rule.methods.includes(method) && (rule.path === '/' || path === rule.path || path.startsWith(rule.path.endsWith('/') ? rule.path : `${rule.path}/`)),
  ); // prettier-ignore
}

const REQUESTS = ORIGINS.flatMap((origin) =>
  [...PATHS, '/v1/orders/open/5', '/v2', '/v1x'].flatMap((path) => [...METHODS, 'HEAD'].map((method) => [origin, path, method] as const)),
); // prettier-ignore

/** Everything that a policy grants, without the values. */
function grants(policy: ResolvedPolicy): unknown {
  const numbers = ({ timeout_ms, max_calls, max_concurrent }: { timeout_ms: number; max_calls: number | undefined; max_concurrent: number }) => [timeout_ms, max_calls, max_concurrent]; // prettier-ignore
  const requests = REQUESTS.filter((request) => ruleFor(policy, ...request)).map(String);
  const { allow: _, ...network } = policy.network ?? { allow: [] };
  return {
    capabilities: [...policy.capabilities].map(([name, capability]) => [name, ...numbers(capability)]).sort(),
    requests,
    network: requests.length === 0 ? undefined : network,
    env: Object.keys(policy.env).sort(),
    modules: Object.keys(policy.modules).sort(),
  };
}

describe('two policies merged', () => {
  it('grant what both grant, and no more', () => {
    fc.assert(
      fc.property(policies, policies, (runner, run) => {
        const merged = mergePolicies(runner, run);
        const allowed = (request: (typeof REQUESTS)[number]): unknown => {
          const granted = ruleFor(runner, ...request);
          const both = granted && (!run.sections.has('network') || ruleFor(run, ...request));
          // The headers are those that the runner would have sent.
          return both ? granted.headers : undefined;
        };
        expect(REQUESTS.map((request) => ruleFor(merged, ...request)?.headers)).toEqual(REQUESTS.map(allowed));
        for (const [name, { call, timeout_ms, max_calls, max_concurrent }] of merged.capabilities) {
          const granted = runner.capabilities.get(name)!;
          const wanted = run.sections.has('capabilities') ? run.capabilities.get(name)! : granted;
          expect(call).toBe(granted.call);
          expect(timeout_ms).toBe(Math.min(granted.timeout_ms, wanted.timeout_ms));
          expect(max_calls ?? Infinity).toBe(Math.min(granted.max_calls ?? Infinity, wanted.max_calls ?? Infinity));
          expect(max_concurrent).toBe(Math.min(granted.max_concurrent, wanted.max_concurrent));
        }
        const both = (section: 'env' | 'modules' | 'capabilities', of: (policy: ResolvedPolicy) => string[]): string[] =>
          of(runner).filter((name) => !run.sections.has(section) || of(run).includes(name));
        expect([...merged.capabilities.keys()]).toEqual(both('capabilities', ({ capabilities }) => [...capabilities.keys()]));
        expect(Object.keys(merged.env)).toEqual(both('env', ({ env }) => Object.keys(env)));
        expect(Object.keys(merged.modules)).toEqual(both('modules', ({ modules }) => Object.keys(modules)));
        for (const [name, value] of Object.entries(merged.env)) expect(value).toBe(runner.env[name]);
        for (const [name, value] of Object.entries(merged.modules)) expect(value).toBe(runner.modules[name]);
        for (const field of ['max_response_bytes', 'timeout_ms', 'max_requests'] as const)
          for (const policy of [runner, run])
            if (merged.network && policy.network) expect(merged.network[field]).toBeLessThanOrEqual(policy.network[field]!);
        if (merged.network?.allow_private_networks) expect(runner.network?.allow_private_networks).toBe(true);
        expect(merged.deterministic).toBe(run.deterministic ?? runner.deterministic);
      }),
    ); // prettier-ignore
  });

  it('are the policy itself where both are it', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        expect(mergePolicies(policy, policy).hash).toBe(policy.hash);
      }),
    );
  });

  it('grant nothing further when merged once more', () => {
    fc.assert(
      fc.property(policies, policies, (runner, run) => {
        const merged = mergePolicies(runner, run);
        expect(mergePolicies(merged, run).hash).toBe(merged.hash);
        expect(grants(mergePolicies(runner, merged))).toEqual(grants(merged));
      }),
    );
  });

  it('grant the same whichever comes first, where both write down the same sections', () => {
    fc.assert(
      fc.property(policies, policies, (first, second) => {
        fc.pre([...first.sections].every((section) => second.sections.has(section)));
        fc.pre(first.sections.size === second.sections.size);
        expect(grants(mergePolicies(first, second))).toEqual(grants(mergePolicies(second, first)));
      }),
    );
  });

  it('may be merged with a third in either order', () => {
    fc.assert(
      fc.property(policies, policies, policies, (first, second, third) => {
        // A section that the second leaves out is nothing when it is a runner, and everything when it is a run.
        fc.pre([...third.sections].every((section) => second.sections.has(section)));
        const left = mergePolicies(mergePolicies(first, second), third);
        const right = mergePolicies(first, mergePolicies(second, third));
        expect(grants(left)).toEqual(grants(right));
        expect(left.deterministic).toEqual(right.deterministic);
        expect(left.env).toEqual(right.env);
      }),
    );
  });

  it('are the one of them that is there', () => {
    const policy = resolvePolicy({ env: { A: 'a' } });
    expect(mergePolicies(undefined, undefined)).toBe(NO_POLICY);
    expect(mergePolicies(policy, undefined)).toBe(policy);
    expect(mergePolicies(undefined, policy)).toBe(policy);
  });
});

describe('the policy of a run under that of a runner', () => {
  const find = (): number => 1;
  const runner = resolvePolicy({
    capabilities: { db: { find: { call: find, timeout_ms: 60_000, max_calls: 5, description: 'Finds.' }, save: find } },
    network: {
      allow: [{ origin: 'https://a.example', path: '/v1', methods: ['GET', 'POST'], headers: { authorization: 'secret' } }],
      max_requests: 100,
    },
    env: { A: 'a', B: 'b' },
    modules: { 'lodash-es': { package: 'lodash-es' } },
  }); // prettier-ignore
  const under = (run: CodeletRunPolicy): ResolvedPolicy => mergePolicies(runner, resolvePolicy(run, runner));

  it('needs names only, and leaves numbers as they are', () => {
    const merged = under({
      capabilities: { db: { find: true } },
      network: { allow: [{ origin: 'https://a.example', path: '/v1/orders', headers: { authorization: 'forged', other: 'x' } }] },
      env: { A: true },
      modules: { 'lodash-es': true },
    }); // prettier-ignore
    expect([...merged.capabilities.values()]).toEqual([runner.capabilities.get('db.find')]);
    expect(merged.network).toMatchObject({
      allow: [{ origin: 'https://a.example', path: '/v1/orders', methods: ['GET'], headers: { authorization: 'secret' } }],
      max_requests: 100,
    }); // prettier-ignore
    expect(merged.network?.allow[0]?.headers).toEqual({ authorization: 'secret' });
    expect([merged.env, merged.modules]).toEqual([{ A: 'a' }, { 'lodash-es': { package: 'lodash-es' } }]);
  });

  it('may set numbers alone, of which the stricter holds', () => {
    const merged = under({ capabilities: { db: { find: { max_calls: 9, timeout_ms: 10 } } } });
    expect(merged.capabilities.get('db.find')).toMatchObject({ call: find, max_calls: 5, timeout_ms: 10 });
  });

  it('brings no function and no value of its own', () => {
    const merged = under({ capabilities: { db: { find: () => 2 } }, env: { A: 'other' }, modules: { 'lodash-es': 'another' } }); // prettier-ignore
    expect(merged.capabilities.get('db.find')?.call).toBe(find);
    expect([merged.env, merged.modules]).toEqual([{ A: 'a' }, { 'lodash-es': { package: 'lodash-es' } }]);
  });

  it('removes a section that it leaves empty, and only that', () => {
    const merged = under({ capabilities: {}, network: { allow: [] }, env: {} });
    expect([merged.capabilities.size, merged.network, merged.env]).toEqual([0, undefined, {}]);
    expect(merged.modules).toEqual(runner.modules);
    expect(under({}).hash).toBe(runner.hash);
  });

  it('gets nothing beyond the runner, which can be seen', () => {
    const run = resolvePolicy(
      {
        capabilities: { db: { find: true, drop: true }, mail: { send: () => 1 } },
        network: {
          allow: [
            { origin: 'https://a.example', path: '/v1/x' },
            { origin: 'https://a.example', path: '/v10', methods: ['GET'] },
            { origin: 'https://a.example', path: '/v1/orders', methods: ['GET', 'DELETE'] },
            { origin: 'https://c.example' },
            { origin: 'https://a.example', path: '/v1', methods: ['GET', 'POST'] },
          ],
          allow_private_networks: true,
        },
        env: { A: true, C: true },
        modules: { other: true },
        deterministic: { seed: 's', now: 1 },
      },
      runner,
    );
    const merged = mergePolicies(runner, run);
    expect([...merged.capabilities.keys()]).toEqual(['db.find']);
    expect(merged.network?.allow.map(({ path, methods }) => [path, methods])).toEqual([['/v1/x', ['GET']], ['/v1/orders', ['GET']], ['/v1', ['GET', 'POST']]]); // prettier-ignore
    expect(merged.network?.allow_private_networks).toBe(false);
    expect([merged.env, merged.modules]).toEqual([{ A: 'a' }, {}]);
    expect(merged.deterministic).toEqual({ seed: 's', now: 1 });
    expect(notGranted(runner, run)).toEqual([
      'policy.capabilities.db.drop',
      'policy.capabilities.mail.send',
      'policy.network.allow: HEAD https://a.example/v1/x',
      'policy.network.allow: GET https://a.example/v10',
      'policy.network.allow: DELETE https://a.example/v1/orders',
      'policy.network.allow: GET, HEAD https://c.example/',
      'policy.network.allow_private_networks',
      'policy.env.C',
      'policy.modules.other',
    ]); // prettier-ignore
    expect(notGranted(undefined, run)).toEqual([]);
  });

  it('cannot name what its runner does not have a function for, and call it', () => {
    const run = resolvePolicy({ capabilities: { db: { drop: true } } }, runner);
    const call = run.capabilities.get('db.drop')!.call as () => unknown;
    expect(call).toThrow('the runner does not grant this');
  });
});

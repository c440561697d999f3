import { isPathUnder } from './rule-path.js';
import type { NetworkRule } from './types.js';

/** A rule with every field filled in. */
export type FullRule = { readonly [Field in keyof NetworkRule]-?: NonNullable<NetworkRule[Field]> };

/**
 * Leaves out rules that never decide: the first rule that allows a request decides about its headers, so one that a
 * rule before it covers is never reached.
 */
export function withoutUnreachable(rules: readonly FullRule[]): readonly FullRule[] {
  const kept: FullRule[] = [];
  for (const rule of rules) if (!kept.some((earlier) => covers(earlier, rule))) kept.push(rule);
  return Object.freeze(kept);
}

/** Whether the first allows every request that the second allows. */
function covers(first: FullRule, second: FullRule): boolean {
  return (
    first.origin === second.origin &&
    isPathUnder(second.path, first.path) &&
    second.methods.every((method) => first.methods.includes(method))
  );
}

/**
 * The rules for what both lists allow, with the runner's headers. In the runner's order: a request meets the same rule
 * of the runner, and so the same headers, as it would without the run's policy.
 */
export function intersectRules(runner: readonly FullRule[], run: readonly FullRule[]): readonly FullRule[] {
  return withoutUnreachable(
    runner.flatMap((rule) => run.map((other) => intersect(rule, other)).filter(isRule)),
  );
}

function intersect(runner: FullRule, run: FullRule): FullRule | undefined {
  if (runner.origin !== run.origin) return undefined;
  const path = longerPath(runner.path, run.path);
  const methods = runner.methods.filter((method) => run.methods.includes(method));
  if (path === undefined || methods.length === 0) return undefined;
  return Object.freeze({ ...runner, path, methods: Object.freeze(methods) });
}

function longerPath(first: string, second: string): string | undefined {
  if (isPathUnder(first, second)) return first;
  return isPathUnder(second, first) ? second : undefined;
}

function isRule(rule: FullRule | undefined): rule is FullRule {
  return rule !== undefined;
}

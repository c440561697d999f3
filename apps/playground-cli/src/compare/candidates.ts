import type { Isolation } from '@codelets/core';
import { UsageError } from '../failures.js';
import { whyTrusted, type SandboxName } from '../run/sandboxes.js';

/** A sandbox in one of its hosts. */
export interface Candidate {
  readonly name: SandboxName;
  readonly isolation: Isolation;
  /** As results have it: `vm2/process`. */
  readonly label: string;
}

/** A candidate that was not run, and why. */
export interface NotRun {
  readonly label: string;
  readonly reason: string;
}

/** Where each sandbox runs. A sandbox that is missing here does not compile. */
const HOSTS: { readonly [Name in SandboxName]: readonly Isolation[] } = {
  vm2: ['process', 'thread'],
  'isolated-vm': ['process'],
  quickjs: ['thread', 'process', 'inline'],
  'node-vm': ['process', 'thread'],
};

export const CANDIDATES: readonly Candidate[] = Object.entries(HOSTS).flatMap(([name, isolations]) =>
  isolations.map((isolation) => ({
    name: name as SandboxName,
    isolation,
    label: `${name}/${isolation}`,
  })),
);

/**
 * The candidates that are asked for by name (`vm2`, or `vm2/process`; all without names), apart from those that are
 * for trusted codelets when nobody said that this one is. Throws a `UsageError` for a name that there is not.
 */
export function chooseCandidates(
  names: readonly string[] | undefined,
  trusted: boolean,
): { readonly chosen: readonly Candidate[]; readonly not_run: readonly NotRun[] } {
  for (const name of names ?? []) {
    if (CANDIDATES.some((candidate) => isMeant(candidate, name))) continue;
    const known = CANDIDATES.map(({ label }) => label).join(', ');
    throw new UsageError(`--only: there is no sandbox ${JSON.stringify(name)}; there are ${known}`);
  }
  const asked = CANDIDATES.filter(
    (candidate) => names === undefined || names.some((name) => isMeant(candidate, name)),
  );
  const isLeftOut = (candidate: Candidate): boolean => !trusted && whyTrusted(candidate) !== undefined;
  return {
    chosen: asked.filter((candidate) => !isLeftOut(candidate)),
    not_run: asked.filter(isLeftOut).map((candidate) => ({
      label: candidate.label,
      reason: `${whyTrusted(candidate)}; say --trust for a codelet of your own`,
    })),
  };
}

function isMeant({ name, label }: Candidate, asked: string): boolean {
  return asked === name || asked === label;
}

import type { RunLimits } from '@codelets/core';
import type { CodeletPolicy, DeterministicPolicy, PolicyDocument } from '@codelets/runner';
import type { CommandContext } from '../context.js';
import { UsageError } from '../failures.js';
import { loadCapabilities } from '../input/load-capabilities.js';
import { loadPolicy } from '../input/load-policy.js';
import { refusalsAsUsage } from './refusals.js';

/** What the command was told about what a codelet is given. */
export interface PolicyRequest {
  /** The policy document, or `-` for standard input. */
  readonly file: string | undefined;
  /** The module with its functions. */
  readonly capabilities_file: string | undefined;
  readonly seed: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number | undefined;
}

/** Options for a runner. */
export interface Grants {
  readonly policy?: CodeletPolicy;
  readonly limits?: { readonly [Name in keyof RunLimits]?: number | undefined };
}

const NAMES_SHOWN = 3;

/** What the codelet is given. Throws a `UsageError` for a policy that is not valid or lacks its functions. */
export async function loadGrants(request: PolicyRequest, context: CommandContext): Promise<Grants> {
  const { file, capabilities_file } = request;
  if (file === undefined) {
    if (capabilities_file !== undefined)
      throw new UsageError('--capabilities needs --policy, which says what of it is given');
    const deterministic = deterministicOf(request, undefined);
    return deterministic ? { policy: { deterministic } } : {};
  }
  const document = await loadValidPolicy(file, context);
  const deterministic = deterministicOf(request, document.deterministic);
  const capabilities = await functionsFor(document, capabilities_file, context.interrupt);
  const { policyFromDocument } = await import('@codelets/runner');
  const { policy, limits } = await refusalsAsUsage(() =>
    policyFromDocument(document, { capabilities, env: context.env }),
  );
  return { policy: { ...policy, ...(deterministic && { deterministic }) }, limits };
}

/** The policy document in a file, known to be valid. */
export async function loadValidPolicy(file: string, context: CommandContext): Promise<PolicyDocument> {
  const { document, checked } = await loadPolicy(file, '--policy', context);
  const [problem] = checked.problems;
  if (!problem) return document as PolicyDocument;
  throw new UsageError(`--policy: ${problem.path} ${problem.message}. See codelets policy check`);
}

async function functionsFor(
  { capabilities = {} }: PolicyDocument,
  module: string | undefined,
  signal: AbortSignal,
): ReturnType<typeof loadCapabilities> {
  if (module !== undefined) return loadCapabilities(module, signal);
  const names = Object.entries(capabilities).flatMap(([group, members]) =>
    Object.keys(members).map((member) => `${group}.${member}`),
  );
  if (names.length === 0) return {};
  const more = names.length > NAMES_SHOWN ? ', ...' : '';
  throw new UsageError(
    `--policy gives capabilities (${names.slice(0, NAMES_SHOWN).join(', ')}${more}): ` +
      'their functions come from a module of yours, with --capabilities FILE.mjs',
  );
}

function deterministicOf(
  { seed, now }: PolicyRequest,
  documented: DeterministicPolicy | undefined,
): DeterministicPolicy | undefined {
  if (seed === undefined && now === undefined) return undefined;
  const deterministic = { seed: seed ?? documented?.seed, now: now ?? documented?.now };
  if (deterministic.seed === undefined || deterministic.now === undefined)
    throw new UsageError('--seed and --now need each other: a deterministic run has both');
  return deterministic as DeterministicPolicy;
}

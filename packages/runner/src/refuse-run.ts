import type { CodeletError, RecordedModule } from '@codelets/core';
import { failure } from '@codelets/session';
import type { ResolvedRunOptions } from './options/run-options.js';
import { hostMemoryOf } from './pool/host-memory.js';
import { abortedEarly } from './acquire-host.js';
import { memoryClassOf } from './pool/memory-class.js';
import { labelOf, type Granted, type Past, type RunServices } from './run-parts.js';

/** What somebody asked for and cannot have here is refused before anything starts. */
export async function refuseRun(
  services: RunServices,
  options: ResolvedRunOptions,
  granted: Granted,
  past: Past | undefined,
): Promise<CodeletError | undefined> {
  const { signal, explicit, policy } = options;
  if (signal?.aborted) return abortedEarly();
  const unwalled = await services.refuse?.();
  if (unwalled) return unwalled;
  const changed = past?.recording.modules.find((module) => !hasGrant(granted, module));
  if (changed) {
    const text = `The recorded run imported ${changed.specifier}, which this runner does not grant as it was`;
    return failure('UNSUPPORTED', text, { details: { module: changed.specifier } });
  }
  const tooLarge = refuseSize(services, options);
  if (tooLarge) return tooLarge;
  const { adapter } = services;
  const isDeterministic = policy?.deterministic !== undefined;
  if (!explicit.has('memory_mb') && !explicit.has('cpu_ms') && !isDeterministic) return undefined;
  const traits = await adapter.traits();
  if (isDeterministic && !traits.deterministic) {
    const text = `policy.deterministic cannot be kept by ${labelOf(adapter)}: it has the time zone of the service`;
    return failure('UNSUPPORTED', text, { details: { policy: 'deterministic' } });
  }
  for (const [limit, isEnforced] of [
    ['memory_mb', traits.memory],
    ['cpu_ms', traits.cpu],
  ] as const) {
    if (isEnforced || !explicit.has(limit)) continue;
    const text = `${limit} cannot be enforced by ${labelOf(adapter)} on this machine`;
    return failure('UNSUPPORTED', text, { details: { limit } });
  }
  return undefined;
}

/** A run whose host has no room even when there is no other would wait for nothing. */
function refuseSize(
  { max_memory_mb }: RunServices,
  { limits }: ResolvedRunOptions,
): CodeletError | undefined {
  const { memory_mb } = limits;
  const needed = hostMemoryOf(memoryClassOf(memory_mb));
  if (max_memory_mb === undefined || needed <= max_memory_mb) return undefined;
  const text = `memory_mb of ${memory_mb} needs a host of ${needed} MiB, more than pool.max_memory_mb (${max_memory_mb}) allows for all`;
  const details = { limit: 'memory_mb', limit_value: memory_mb, needed_mb: needed, max_memory_mb };
  return failure('UNSUPPORTED', text, { details });
}

function hasGrant({ modules }: Granted, module: RecordedModule): boolean {
  return modules.some(({ specifier, hash }) => specifier === module.specifier && hash === module.hash);
}

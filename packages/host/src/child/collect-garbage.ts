import vm from 'node:vm';

const { measureMemory } = vm;

/**
 * Collects all garbage: V8 does before it measures eagerly. Not by `gc`: `--expose-gc` puts that into every realm, for
 * good, and it cannot be set for a moment where flags are frozen.
 */
export async function collectGarbage(): Promise<void> {
  await measureMemory({ mode: 'summary', execution: 'eager' });
}

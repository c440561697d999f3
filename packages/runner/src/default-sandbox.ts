import type { SandboxAdapter } from '@codelets/core';

/** The one place that names a sandbox. Loaded when a runner without one first needs it. */
export async function loadDefaultSandbox(): Promise<SandboxAdapter> {
  const { vm2 } = await import('@codelets/sandbox-vm2');
  return vm2();
}

import type { Isolation } from '@codelets/core';
import { UsageError } from '../failures.js';
import { ISOLATIONS, SANDBOX_NAMES, type SandboxName, type SandboxRequest } from '../run/sandboxes.js';

/** Throws a `UsageError` for a recording of a sandbox that this command does not have. */
export function mustBeKnown(label: string): Omit<SandboxRequest, 'trusted'> {
  const known = recordedSandbox(label);
  if (known) return known;
  throw new UsageError(
    `the recording is of the sandbox ${JSON.stringify(label.slice(0, 80))}, which this command does not have: ` +
      'choose another with --sandbox NAME',
  );
}

/** The sandbox of a recording, such as `vm2/process`; `undefined` for one that this command does not have. */
function recordedSandbox(label: string): Omit<SandboxRequest, 'trusted'> | undefined {
  const [name, isolation, ...rest] = label.split('/');
  if (rest.length > 0) return undefined;
  if (!(SANDBOX_NAMES as readonly (string | undefined)[]).includes(name)) return undefined;
  if (!(ISOLATIONS as readonly (string | undefined)[]).includes(isolation)) return undefined;
  return { name: name as SandboxName, isolation: isolation as Isolation };
}

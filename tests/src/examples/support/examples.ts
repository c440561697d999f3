import type { CodeletResult, ConsoleLog, SandboxAdapter } from '@codelets/runner';
import { isolatedVm } from '@codelets/sandbox-isolated-vm';
import { nodeVm } from '@codelets/sandbox-node-vm';
import { quickjs } from '@codelets/sandbox-quickjs';
import { vm2 } from '@codelets/sandbox-vm2';

/** What an example's service takes: options that are laid over those of its runners. */
export interface ExampleOptions {
  readonly sandbox?: SandboxAdapter;
}

/** The default of a service that names no sandbox, and each of the four. */
export const SANDBOXES: readonly (readonly [name: string, options: ExampleOptions])[] = [
  ['the default', {}],
  ...[vm2(), quickjs(), isolatedVm(), nodeVm({ trust: 'trusted' })].map(
    (sandbox) => [`${sandbox.name}/${sandbox.isolation}`, { sandbox }] as const,
  ),
];

/** The service of an example, from the sources that readers see. */
export async function loadService<Service>(example: string): Promise<Service> {
  const path = new URL(`../../../../examples/${example}/service.mjs`, import.meta.url).href;
  return (await import(/* @vite-ignore */ path)) as Service;
}

/** What two runs of the same codelet have in common, whatever the engine: times and numbers of hosts are not. */
export function factsOf({ ok, value, error, logs }: CodeletResult): object {
  return ok
    ? { value, logs: linesOf(logs) }
    : { code: error.code, message: error.message, logs: linesOf(logs) };
}

const linesOf = (logs: readonly ConsoleLog[]): string[] =>
  logs.map(({ level, message }) => `${level} ${message}`);

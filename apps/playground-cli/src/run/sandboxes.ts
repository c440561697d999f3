import type { Isolation, SandboxAdapter } from '@codelets/core';
import { hasCode, SandboxNotInstalledError, UsageError } from '../failures.js';

export interface SandboxRequest {
  readonly name: SandboxName;
  /** `undefined`: what suits the sandbox best. */
  readonly isolation: Isolation | undefined;
  /** Whether somebody said that the codelet is their own: some sandboxes are no wall and ask for it. */
  readonly trusted: boolean;
}

export type SandboxName = keyof typeof SANDBOXES;

/** Makes an adapter; throws a `TypeError` for an isolation that the sandbox does not have. */
export type CreateSandbox = (options: { isolation?: Isolation; trust?: 'trusted' }) => SandboxAdapter;

/** The sandboxes that `--sandbox` knows: the package, and the factory that it exports. Nothing loads before it is used. */
const SANDBOXES = {
  vm2: ['@codelets/sandbox-vm2', 'vm2'],
  'node-vm': ['@codelets/sandbox-node-vm', 'nodeVm'],
  'isolated-vm': ['@codelets/sandbox-isolated-vm', 'isolatedVm'],
  quickjs: ['@codelets/sandbox-quickjs', 'quickjs'],
} as const;

export const DEFAULT_SANDBOX: SandboxName = 'vm2';

export const SANDBOX_NAMES = Object.keys(SANDBOXES) as readonly SandboxName[];

export const ISOLATIONS = ['process', 'thread', 'inline'] as const satisfies readonly Isolation[];

/** The package of a sandbox, and the factory that it exports. */
export function factoryOf(name: SandboxName): readonly [string, string] {
  return SANDBOXES[name];
}

/** Why this is for trusted codelets only; `undefined` where it is not. */
export function whyTrusted({ name, isolation }: Omit<SandboxRequest, 'trusted'>): string | undefined {
  if (name === 'node-vm') return 'node:vm is no wall against untrusted code';
  if (name === 'quickjs' && isolation === 'inline') return 'nothing ends a long native call inline';
  return undefined;
}

/** Throws a `UsageError` for a sandbox that is for trusted codelets, when nobody said that this one is. */
export function mustBeTrusted(sandbox: SandboxRequest): void {
  const reason = whyTrusted(sandbox);
  if (reason === undefined || sandbox.trusted) return;
  const asked = `--sandbox ${sandbox.name}${sandbox.isolation === 'inline' ? ' --isolation inline' : ''}`;
  throw new UsageError(`${asked} needs --trust: ${reason}. Say it for codelets of your own only`);
}

/** Makes the adapter that was asked for. Throws what the factory throws, and as `mustBeTrusted`. */
export function createAdapter(create: CreateSandbox, sandbox: SandboxRequest): SandboxAdapter {
  mustBeTrusted(sandbox);
  return create({
    ...(sandbox.isolation === undefined ? {} : { isolation: sandbox.isolation }),
    // Sandboxes that never ask do not know the option.
    ...(whyTrusted(sandbox) === undefined ? {} : { trust: 'trusted' }),
  });
}

/** Imports a module by name; a parameter in tests. */
export type ImportModule = (specifier: string) => Promise<Readonly<Record<string, unknown>>>;

const importModule: ImportModule = (specifier) => import(specifier) as ReturnType<ImportModule>;

/**
 * Loads a sandbox's factory. It is looked up from the command's own place only: the folder that the command runs in
 * may hold somebody else's `node_modules`. Throws `SandboxNotInstalledError`.
 */
export async function loadSandbox(name: SandboxName, load = importModule): Promise<CreateSandbox> {
  const [package_name, factory_name] = SANDBOXES[name];
  const module = await load(package_name).catch((error: unknown) => {
    throw isMissing(error, package_name) ? notInstalled(name, package_name) : error;
  });
  const factory = module[factory_name];
  if (typeof factory !== 'function') throw new Error(`${package_name} does not export ${factory_name}()`);
  return factory as CreateSandbox;
}

/** Only the package itself: when a dependency of it is missing, installing the package again does not help. */
function isMissing(error: unknown, package_name: string): boolean {
  return (
    hasCode(error) &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes(`package '${package_name}'`)
  );
}

function notInstalled(name: string, package_name: string): SandboxNotInstalledError {
  return new SandboxNotInstalledError(
    `the sandbox ${name} is not installed. Install it next to this command:\n\n  npm install ${package_name}\n\n` +
      'or, where the command is installed globally: npm install --global ' +
      package_name,
  );
}

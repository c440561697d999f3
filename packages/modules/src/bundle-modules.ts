import { createHash } from 'node:crypto';
import { bundleOne } from './bundle-one.js';
import { ModuleBundleError } from './module-bundle-error.js';
import type { GrantedModule, ModuleGrant, ModuleGrants } from './types.js';

export interface BundleOptions {
  /** The folder from which packages and files are looked up. Default: the current one. */
  readonly resolve_from?: string | undefined;
}

/**
 * Bundles each grant into one text without imports, ahead of all runs. Nothing of the packages is executed here.
 * Rejects with a `ModuleBundleError`, a `TypeError` that names the specifier, for what cannot be given to a codelet.
 */
export async function bundleModules(
  grants: ModuleGrants,
  { resolve_from = process.cwd() }: BundleOptions = {},
): Promise<GrantedModule[]> {
  const entries = Object.entries(grants);
  return Promise.all(entries.map(([specifier, grant]) => bundleGrant(specifier, grant, resolve_from)));
}

async function bundleGrant(
  specifier: string,
  given: string | ModuleGrant,
  folder: string,
): Promise<GrantedModule> {
  const grant = typeof given === 'string' ? { package: given } : given;
  const { code, commonjs } = await bundleOne(specifier, grant, folder);
  const sha256 = createHash('sha256').update(code).digest('hex');
  if (grant.sha256 !== undefined && grant.sha256.toLowerCase() !== sha256) {
    throw new ModuleBundleError(specifier, `its text has the hash ${sha256}, not ${grant.sha256}`);
  }
  return { specifier, sha256, code, commonjs };
}

import type { Compiler, GrantedUnit } from '@codelets/compiler';
import type * as Bundler from '@codelets/modules';
import type { ModuleGrant } from '../policy/types.js';

/**
 * Bundles and compiles what a policy lets codelets import. Rejects with a `TypeError` for what cannot be given, and
 * says how to install the bundler where it is not there.
 */
export async function resolveModuleGrants(
  modules: Readonly<Record<string, string | ModuleGrant>>,
  compiler: Compiler,
): Promise<readonly GrantedUnit[]> {
  if (Object.keys(modules).length === 0) return [];
  const { bundleModules } = await loadBundler();
  const bundled = await bundleModules(modules);
  const outcomes = await Promise.all(bundled.map((module) => compiler.compileGranted(module)));
  return outcomes.map((outcome, index) => {
    if (outcome.ok) return outcome.unit;
    const { specifier } = bundled[index]!;
    throw new TypeError(`policy.modules["${specifier}"] cannot be compiled: ${outcome.failure.message}`);
  });
}

/** An optional peer dependency, so that a runner without module grants installs no bundler. */
async function loadBundler(): Promise<Pick<typeof Bundler, 'bundleModules'>> {
  try {
    return await import('@codelets/modules');
  } catch (thrown) {
    const message = 'policy.modules needs the package @codelets/modules: npm install @codelets/modules';
    throw new TypeError(message, { cause: thrown });
  }
}

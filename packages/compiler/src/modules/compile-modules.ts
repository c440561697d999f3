import type { CompileOutcome } from '../types.js';
import { attachGrants } from './attach-grants.js';
import { linkSources } from './link-sources.js';
import type { CompileModulesOptions, GrantedUnit, ModuleSources } from './types.js';

/**
 * Compiles a codelet of several modules, each to a script of its own, and finds what every import means. Runs nothing
 * of the sources and never throws for them. It holds the thread for as long as that takes: sources of untrusted size
 * belong to `Compiler`.
 */
export function compileModules(
  sources: ModuleSources,
  options: CompileModulesOptions,
  grants: readonly GrantedUnit[] = [],
): CompileOutcome {
  return attachGrants(linkSources(sources, options, grants), grants);
}

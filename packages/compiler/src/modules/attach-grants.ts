import type { CompileOutcome, CompiledScript } from '../types.js';
import type { ModulesOutcome } from './link-sources.js';
import type { GrantedUnit } from './types.js';

/** Puts the scripts of the granted modules behind the codelet's own, as its links count them. */
export function attachGrants(outcome: ModulesOutcome, grants: readonly GrantedUnit[]): CompileOutcome {
  if (!outcome.ok) return outcome;
  const { scripts, links, export_name } = outcome.linked;
  const taken = new Set(scripts.map(({ filename }) => filename));
  const granted = links.modules
    .filter(({ is_granted }) => is_granted)
    .map(({ id }): CompiledScript => {
      const { code, script, map } = grants.find(({ specifier }) => specifier === id)!;
      return { filename: freeFilename(id, taken), code, is_own: false, script, map };
    });
  return {
    ok: true,
    compiled: { script: '', map: [], export_name, modules: { scripts: [...scripts, ...granted], links } },
  };
}

/** What frames of the module are shown as. Frames are read by their colons and parentheses. */
function freeFilename(specifier: string, taken: Set<string>): string {
  let name = `granted/${specifier.replace(/[^\w@./-]/g, '_')}`;
  while (taken.has(name)) name += '_';
  taken.add(name);
  return name;
}

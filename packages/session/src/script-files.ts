import type { CompiledCodelet, CompiledScript } from '@codelets/compiler';
import type { ConfigureCommand, Step } from '@codelets/core';
import type { SourceText } from './thrown-error.js';

/** The scripts of a codelet in the order in which they run, each with the text that its author wrote. */
export function scriptsOf(compiled: CompiledCodelet, source: SourceText): readonly CompiledScript[] {
  if (compiled.modules) return compiled.modules.scripts;
  const { script, map } = compiled;
  return [{ ...source, is_own: true, script, map }];
}

/** What `configure` tells of them. */
export function placesOf(
  compiled: CompiledCodelet,
  { filename }: SourceText,
): Pick<ConfigureCommand, 'filename' | 'map' | 'modules'> {
  const { map, modules } = compiled;
  if (!modules) return { filename, map };
  const scripts = modules.scripts.map((script) => ({
    filename: script.filename,
    map: script.map,
    is_own: script.is_own,
  }));
  return { filename, map, modules: { scripts, links: modules.links } };
}

export function stepsOf(scripts: readonly CompiledScript[]): Step[] {
  return scripts.map(({ script, filename }) => ({ script, filename }));
}

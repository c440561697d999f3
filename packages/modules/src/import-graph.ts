import type { Plugin } from 'esbuild';

const ASKED = 'codelets-asked';

/** Who imported a file first: what an error needs to name the way to it. */
export interface ImportGraph {
  readonly plugin: Plugin;
  /** By file: the file that imported it. */
  readonly importers: ReadonlyMap<string, string>;
}

/** Notes the imports while esbuild resolves them, and changes nothing. */
export function recordImports(): ImportGraph {
  const importers = new Map<string, string>();
  const plugin: Plugin = {
    name: 'codelets-imports',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /.*/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === ASKED || kind === 'entry-point') return undefined;
        const found = await resolve(path, { importer, resolveDir, kind, pluginData: ASKED });
        if (found.errors.length === 0 && !importers.has(found.path)) importers.set(found.path, importer);
        return undefined;
      });
    },
  };
  return { plugin, importers };
}

/** The packages on the way to what a file asked for, such as `a → b → fs`. */
export function importChain(file: string, asked: string, importers: ReadonlyMap<string, string>): string {
  const names = [asked];
  const seen = new Set<string>();
  for (let at: string | undefined = file; at !== undefined && !seen.has(at); at = importers.get(at)) {
    seen.add(at);
    const name = nameOf(at);
    if (names[0] !== name) names.unshift(name);
  }
  return names.join(' → ');
}

/** The package that a file belongs to; the embedder's own files have their name alone. */
function nameOf(file: string): string {
  const parts = file.split(/[\\/]/);
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) return parts.at(-1)!;
  const name = parts[at + 1]!;
  return name.startsWith('@') ? `${name}/${parts[at + 2]}` : name;
}

import { stat } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { extname, resolve } from 'node:path';
import type { BuildFailure, BuildOptions, BuildResult, Metafile } from 'esbuild';
import { importChain, recordImports, type ImportGraph } from './import-graph.js';
import { ModuleBundleError } from './module-bundle-error.js';
import { withoutPaths } from './without-paths.js';
import type { ModuleGrant } from './types.js';

const ENTRY = '<codelets-entry>';

/** Bundles one grant with esbuild, which is loaded when it is first needed. */
export async function bundleOne(
  specifier: string,
  grant: ModuleGrant,
  folder: string,
): Promise<{ readonly code: string; readonly commonjs: boolean }> {
  const result = await build(specifier, await entryOf(specifier, grant, folder), folder);
  const [output] = result.outputFiles!;
  const { metafile } = result;
  const commonjs = isCommonJs(metafile!);
  return { code: withoutPaths(output!.text), commonjs };
}

type Entry = Pick<BuildOptions, 'stdin' | 'entryPoints'>;

async function entryOf(specifier: string, grant: ModuleGrant, folder: string): Promise<Entry> {
  const { package: name, source, file } = grant;
  if (name !== undefined) {
    const subpath = grant.export?.replace(/^\.?\//, '');
    return { entryPoints: [subpath ? `${name}/${subpath}` : name] };
  }
  if (source !== undefined) {
    return { stdin: { contents: source, resolveDir: folder, sourcefile: ENTRY, loader: 'js' } };
  }
  if (file === undefined) throw new ModuleBundleError(specifier, 'it has none of package, source and file');
  const path = resolve(folder, file);
  await stat(path).catch((thrown: NodeJS.ErrnoException) => {
    throw new ModuleBundleError(specifier, `its file cannot be read (${thrown.code ?? 'unknown'})`);
  });
  if (!/^\.[cm]?[jt]s$/.test(extname(path))) throw new ModuleBundleError(specifier, 'its file is no script');
  return { entryPoints: [path] };
}

async function build(specifier: string, entry: Entry, folder: string): Promise<BuildResult> {
  const esbuild = await import('esbuild');
  const graph = recordImports();
  try {
    return await esbuild.build({
      ...entry,
      absWorkingDir: folder,
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      // Neither Node.js nor a browser; packages say with these conditions what runs without Node.js.
      platform: 'neutral',
      mainFields: ['browser', 'module', 'main'],
      conditions: ['browser', 'module', 'import', 'default'],
      target: 'es2022',
      charset: 'utf8',
      legalComments: 'none',
      treeShaking: true,
      define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
      plugins: [graph.plugin],
      logLevel: 'silent',
    });
  } catch (thrown) {
    throw new ModuleBundleError(specifier, reasonOf(thrown, graph, folder));
  }
}

function reasonOf(thrown: unknown, { importers }: ImportGraph, folder: string): string {
  const { errors = [] } = thrown as Partial<BuildFailure>;
  const [error] = errors;
  if (!error) return thrown instanceof Error ? thrown.message : 'esbuild failed';
  const asked = /^Could not resolve "(.*)"$/.exec(error.text)?.[1];
  if (asked === undefined) return error.text;
  const file = error.location && resolve(folder, error.location.file);
  const chain = file ? ` (${importChain(file, asked, importers)})` : '';
  if (isBuiltin(asked)) return `it needs Node.js's own module ${asked}${chain}`;
  return `${asked} is not installed, looked for from ${folder}${chain}`;
}

/** An ES module of esbuild's lists the names that it exports; one made of CommonJS has a default export alone. */
function isCommonJs(metafile: Metafile): boolean {
  const [output] = Object.values(metafile.outputs);
  const entry = output?.entryPoint === undefined ? undefined : metafile.inputs[output.entryPoint];
  return entry?.format === 'cjs';
}

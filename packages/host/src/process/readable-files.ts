import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SandboxUnavailableError } from '@codelets/core';
import type { HostedEngine } from '../hosted-engine.js';

/** Which file a package name means, for the files under each folder (or for one file). */
export type Resolutions = Record<string, Record<string, string>>;

export interface ReadableFiles {
  /** Real path of the child's program. */
  readonly program: string;
  /** Real path of the engine file. */
  readonly module: string;
  /** What the child may read: files, and folders with all below. */
  readonly grants: readonly string[];
  readonly resolutions: Resolutions;
}

/**
 * The fewest files that load the engine: the child's, the engine's, and the folders of its packages with what they
 * depend on. Package names are resolved here and handed over as a table, so that the child never follows a link:
 * node's permission model refuses some of them (`acorn` beside `acorn-walk`), and looking for packages would need
 * grants for every node_modules on the way up.
 */
export function findReadableFiles(engine: HostedEngine, child_file: string): ReadableFiles {
  if (!existsSync(engine.module))
    throw new SandboxUnavailableError(
      `${engine.name}: ${engine.module} does not exist. Install it with: ${engine.install}`,
    );
  const module = realpathSync(engine.module);
  const resolutions: Resolutions = { [module]: {} };
  for (const name of engine.packages) {
    if (!addPackage(name, module, module, resolutions)) {
      throw new SandboxUnavailableError(
        `${engine.name} is not installed. Install it with: ${engine.install}`,
      );
    }
  }
  const program = realpathSync(child_file);
  return { program, module, grants: [program, ...Object.keys(resolutions)], resolutions };
}

/** Adds a package and what it depends on; `false` when it is not there (optional dependencies may be missing). */
function addPackage(name: string, user: string, from: string, resolutions: Resolutions): boolean {
  const folder = findPackage(name, from);
  if (folder === undefined) return false;
  const entry = resolveEntry(name, from);
  if (entry !== undefined) (resolutions[user] ??= {})[name] = entry;
  if (resolutions[folder] !== undefined) return true;
  resolutions[folder] = {};
  const inside = join(folder, 'package.json');
  for (const dependency of dependenciesOf(inside)) addPackage(dependency, folder, inside, resolutions);
  return true;
}

/** As node looks a package up: in the node_modules of each folder upwards. */
function findPackage(name: string, from: string): string | undefined {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}

function resolveEntry(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    // Such as a package of types only.
    return undefined;
  }
}

function dependenciesOf(manifest_file: string): string[] {
  const manifest = JSON.parse(readFileSync(manifest_file, 'utf8')) as Record<string, object | undefined>;
  return ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((field) =>
    Object.keys(manifest[field] ?? {}),
  );
}

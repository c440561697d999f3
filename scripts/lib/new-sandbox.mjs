import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolders, readManifest } from './packages.mjs';

const TEMPLATE = fileURLToPath(new URL('../templates/sandbox', import.meta.url));
const SUFFIX = '.template';
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST = 40;

/** What keeps a sandbox from being made; the message says what to do. */
export class RefusedName extends Error {}

/**
 * Makes `packages/sandbox-NAME` from the template. Throws a `RefusedName` for a name that cannot be, or that is taken;
 * nothing is written then.
 *
 * @param {string} root
 * @param {string} name
 * @returns {{ folder: string, files: string[] }} both relative: to the root, and to the folder
 */
export function newSandbox(root, name) {
  const folder = `packages/sandbox-${name}`;
  const names = namesFor(name);
  const taken = packageFolders(root).find(
    (other) => readManifest(other, root).name === `@codelets/sandbox-${name}`,
  );
  // Also a folder that is no package yet, or a file.
  if (taken || existsSync(join(root, folder))) {
    throw new RefusedName(`${taken ?? folder} is there already. Take another name, or remove it first.`);
  }
  const files = templateFiles('').map((file) => ({
    file,
    target: fill(file.slice(0, -SUFFIX.length), names),
  }));
  for (const { file, target } of files) {
    const path = join(root, folder, target);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, fill(readFileSync(join(TEMPLATE, file), 'utf8'), names));
  }
  copyFileSync(join(root, 'LICENSE'), join(root, folder, 'LICENSE'));
  return { folder, files: [...files.map(({ target }) => target), 'LICENSE'].sort() };
}

/** The placeholders of the template with what they stand for. Throws a `RefusedName`. */
function namesFor(name) {
  const rest = /^sandbox-(.+)$/.exec(name)?.[1];
  if (rest) throw new RefusedName(`Leave "sandbox-" away: npm run new:sandbox ${rest}`);
  if (!NAME.test(name) || name.length > LONGEST) {
    throw new RefusedName(
      `"${name}" cannot be a sandbox's name: it has to be kebab-case, such as isolated-vm, of at most ${LONGEST} characters.`,
    );
  }
  const factory = name.replace(/-(.)/g, (_match, letter) => letter.toUpperCase());
  if (!isBindable(factory))
    throw new RefusedName(`${factory}() cannot be a function: the name is a word of JavaScript.`);
  return { name, factory, Factory: factory[0].toUpperCase() + factory.slice(1) };
}

/** Whether a module may declare the name. */
function isBindable(identifier) {
  if (identifier === 'hosted') return false;
  try {
    // Of letters and digits only: see NAME.
    new Function(`'use strict'; return async () => { let ${identifier}; };`);
    return true;
  } catch {
    return false;
  }
}

function fill(text, names) {
  return text.replace(/__(name|factory|Factory)__/g, (_match, placeholder) => names[placeholder]);
}

/** The files of the template, relative to it. */
function templateFiles(folder) {
  return readdirSync(join(TEMPLATE, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return templateFiles(path);
    return entry.name.endsWith(SUFFIX) ? [path] : [];
  });
}

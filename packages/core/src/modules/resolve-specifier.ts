import { primordials as p } from '../codec/primordials.js';

const DOT = 46;
const SLASH = 47;

/** Whether a specifier names a module relative to the one that asks. */
export function isRelative(specifier: string): boolean {
  if (p.charCodeAt(specifier, 0) !== DOT) return false;
  const second = p.charCodeAt(specifier, 1);
  return second === SLASH || (second === DOT && p.charCodeAt(specifier, 2) === SLASH);
}

/**
 * The id of the module that a relative specifier names, seen from the module `from` (both of the form `./lib/a.js`).
 * `undefined` for what leads above the root, and for empty and dotted parts within: one module has one name. Used by
 * the compiler and, for `import()`, in the realm: nothing here calls a method of a value.
 */
export function resolveSpecifier(from: string, specifier: string): string | undefined {
  if (!isRelative(specifier)) return undefined;
  let folder = parentOf(from);
  let rest = specifier;
  if (p.charCodeAt(rest, 1) === SLASH) rest = p.slice(rest, 2);
  else {
    while (
      p.charCodeAt(rest, 0) === DOT &&
      p.charCodeAt(rest, 1) === DOT &&
      p.charCodeAt(rest, 2) === SLASH
    ) {
      if (folder === '.') return undefined;
      folder = parentOf(folder);
      rest = p.slice(rest, 3);
    }
  }
  return isPlainPath(rest) ? `${folder}/${rest}` : undefined;
}

function parentOf(path: string): string {
  let end = path.length - 1;
  while (end > 0 && p.charCodeAt(path, end) !== SLASH) end -= 1;
  return end <= 0 ? '.' : p.slice(path, 0, end);
}

/** Parts between slashes, none of them empty, `.` or `..`. */
export function isPlainPath(path: string): boolean {
  let start = 0;
  for (let index = 0; index <= path.length; index += 1) {
    if (index < path.length && p.charCodeAt(path, index) !== SLASH) continue;
    const length = index - start;
    if (length === 0) return false;
    if (p.charCodeAt(path, start) === DOT) {
      if (length === 1 || (length === 2 && p.charCodeAt(path, start + 1) === DOT)) return false;
    }
    start = index + 1;
  }
  return true;
}

const ENTRY = /^( *)(?:'([^']+)'|([^\s:'][^:]*|[^\s'][^\s]*?)):(?: (.*))?$/;

/**
 * The maps of a pnpm-lock.yaml as nested objects of texts. pnpm writes one form of YAML: two blanks a level, keys bare or
 * in single quotes, values on the same line. Lists and flow values stay texts or are left out; nobody here reads them.
 *
 * @param {string} text
 */
export function readLockfile(text) {
  const root = {};
  const open = [root];
  for (const line of text.split('\n')) {
    const [, indent, quoted, bare, value] = ENTRY.exec(line) ?? [];
    if (indent === undefined) continue;
    const depth = indent.length / 2;
    const parent = open[depth];
    if (parent === undefined) continue;
    open.length = depth + 1;
    const isMap = value === undefined || value === '{}';
    const own = isMap ? {} : value.replace(/^'(.*)'$/, '$1');
    parent[quoted ?? bare] = own;
    if (isMap) open.push(own);
  }
  if (!root.lockfileVersion?.startsWith('9.')) throw new Error('pnpm-lock.yaml is not of version 9');
  return { importers: root.importers ?? {}, snapshots: root.snapshots ?? {} };
}

/**
 * What a dependency is resolved to: `1.0.0`, `1.0.0(peer@2.0.0)` or, under another name, `real@1.0.0`.
 *
 * @returns {{ key: string, name: string, version: string } | undefined} `undefined` for a package of this workspace
 */
export function resolved(alias, text) {
  if (text.startsWith('link:')) return undefined;
  const plain = text.split('(')[0];
  const at = plain.lastIndexOf('@');
  if (at <= 0) return { key: `${alias}@${text}`, name: alias, version: plain };
  return { key: text, name: plain.slice(0, at), version: plain.slice(at + 1) };
}

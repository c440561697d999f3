// Not only JSON: what structured clone carries comes out, too. Compare with --json.
// codelets run examples/rich-values.js
export function main() {
  const tree = { name: 'root', children: new Map() };
  tree.children.set('self', tree);
  return {
    tree,
    when: new Date(0),
    tags: new Set(['a', 'b']),
    big: 2n ** 64n,
    bytes: new Uint8Array([1, 2, 3]),
    pattern: /\d+/g,
    missing: undefined,
  };
}

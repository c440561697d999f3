// One test of test262: its text, and what its front matter says (INTERPRETING.md and CONTRIBUTING.md of test262).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function readTest(suite, path) {
  const text = readFileSync(join(suite, 'test', path), 'utf8');
  const meta = /\/\*---([^]*?)---\*\//.exec(text)?.[1].replace(/\r\n?/g, '\n') ?? '';
  const negative = /^negative:\s*\n((?:[ \t]+.*\n?)+)/m.exec(meta)?.[1];
  return {
    path,
    text,
    flags: new Set(listOf(meta, 'flags')),
    features: listOf(meta, 'features'),
    includes: listOf(meta, 'includes'),
    negative: negative && { phase: fieldOf(negative, 'phase'), type: fieldOf(negative, 'type') },
  };
}

function fieldOf(block, name) {
  return new RegExp(`^\\s+${name}:\\s*(\\S+)`, 'm').exec(block)?.[1];
}

/** Both forms of a list: `name: [a, b]`, and one item a line. */
function listOf(meta, name) {
  const found = new RegExp(`^${name}:[ \\t]*(?:\\[([^\\]]*)\\]|\\n((?:[ \\t]*-.*\\n?)+))`, 'm').exec(meta);
  if (!found) return [];
  const items = found[1] === undefined ? found[2].split('\n').map((line) => line.replace(/^\s*-/, '')) : found[1].split(','); // prettier-ignore
  return items.map((item) => item.replace(/#.*/, '').trim()).filter((item) => item !== '');
}

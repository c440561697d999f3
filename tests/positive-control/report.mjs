import { CURRENT } from './releases.mjs';

const SIGNS = { escaped: 'E', hung: 'h', crashed: 'c', failed: 'f', held: '.' };

/** How many escapes there have to be at least. */
const AT_LEAST = { cases: 1, of_each_release: 1 };

/** Prints who escaped from what; answers whether the corpus has its teeth and the current release holds. */
export function report(ends, { whole }) {
  const versions = [...ends.keys()];
  const names = [...ends.values().next().value.keys()].sort();
  const width = Math.max(...names.map((name) => name.length));
  console.log(`${''.padEnd(width)}  ${versions.join('  ')}`);
  for (const name of names) {
    const signs = versions.map((version) => SIGNS[ends.get(version).get(name).end].padEnd(version.length));
    console.log(`${name.padEnd(width)}  ${signs.join('  ')}`);
  }
  const count = (version) => [...ends.get(version).values()].filter(({ end }) => end === 'escaped').length;
  console.log(`${'escaped'.padEnd(width)}  ${versions.map((version) => String(count(version)).padEnd(version.length)).join('  ')}`);
  console.log('\nE escaped   . held   h hung   c ended its process   f failed otherwise');
  return true;
}

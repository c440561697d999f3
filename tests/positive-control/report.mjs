import { AT_LEAST, CURRENT, VULNERABLE } from './releases.mjs';

/** @typedef {{ end: 'escaped' | 'held' | 'hung' | 'crashed' | 'failed', found: string }} End */

const SIGNS = { escaped: 'E', held: '.', hung: 'h', crashed: 'c', failed: 'f' };
const LEGEND = 'E escaped   . held   h hung   c ended its process   f ended otherwise';

/** @param {Map<string, Map<string, End>>} ends by version and case */
export function printTable(ends) {
  const versions = [...ends.keys()];
  const names = [...ends.get(versions[0]).keys()].sort();
  const width = Math.max(...names.map(({ length }) => length));
  const row = (name, cells) =>
    console.log(
      [name.padEnd(width), ...cells.map((cell, at) => String(cell).padEnd(versions[at].length))]
        .join('  ')
        .trimEnd(),
    );
  row('', versions);
  for (const name of names)
    row(
      name,
      versions.map((version) => SIGNS[ends.get(version).get(name).end]),
    );
  row(
    `${escapedOf(ends).size} of ${names.length} escaped`,
    versions.map((version) => count(ends.get(version))),
  );
  console.log(`\n${LEGEND}`);
}

export function printFinds(ends) {
  for (const [version, cases] of ends)
    for (const [name, { end, found }] of cases)
      if (end === 'escaped') console.log(`${version}  ${name}\n    ${found.split(';')[0]}`);
}

/** What is wrong: too few escapes from what is open, or one from what we ship. */
export function judge(ends, { whole }) {
  const complaints = [];
  for (const [name, { end, found }] of ends.get(CURRENT) ?? [])
    if (end === 'escaped') complaints.push(`vm2 ${CURRENT} let out "${name}": ${found}`);
  if (!whole) return complaints;
  for (const [version, least] of Object.entries(VULNERABLE)) {
    const escapes = count(ends.get(version));
    if (escapes < least)
      complaints.push(`only ${escapes} attacks got out of vm2 ${version}, where ${least} should`);
  }
  const different = escapedOf(ends).size;
  if (different < AT_LEAST)
    complaints.push(`only ${different} attacks got out of any release, where ${AT_LEAST} should`);
  return complaints;
}

function count(cases) {
  return [...cases.values()].filter(({ end }) => end === 'escaped').length;
}

function escapedOf(ends) {
  const all = [...ends.values()].flatMap((cases) => [...cases]);
  return new Set(all.filter(([, { end }]) => end === 'escaped').map(([name]) => name));
}

// npm run control: the attack corpus against releases of vm2 that are known to be open, and against the one we ship. A
// corpus that finds nothing where there is something to find proves nothing.
//   npm run control -- --vm2 3.9.19        this release only
//   npm run control -- --case species      only cases whose class or name has this part
//   npm run control -- --finds             also prints what each escape got hold of
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/lib/prepare.mjs';
import { attackRelease } from './attack-release.mjs';
import { CURRENT, VULNERABLE, fetchReleases } from './releases.mjs';
import { judge, printFinds, printTable } from './report.mjs';

const { values: options } = parseArgs({
  options: {
    vm2: { type: 'string', multiple: true },
    case: { type: 'string', default: '' },
    finds: { type: 'boolean', default: false },
  },
});
const versions = options.vm2 ?? [...Object.keys(VULNERABLE), CURRENT];

await build('packages/conformance');
const { compile } = await import('@codelets/compiler');
const { escapeCases } = await import('@codelets/conformance');

// Attacks that look for something of another realm: the others ask for codes, values and limits, which bare vm2 has not.
const attacks = escapeCases
  .map((item) => ({ ...item, id: `${item.class} > ${item.name}` }))
  .filter(({ id, source = '' }) => source.includes('const { probe, verdict }') && id.includes(options.case));
const scripts = new Map(attacks.map(({ id, source }) => [id, scriptOf(id, source)]));
const releases = await fetchReleases(versions);

/** How each case ended, by version and case. */
const ends = new Map(versions.map((version) => [version, new Map()]));
const jobs = versions.flatMap((version) => attacks.map(({ id }) => ({ version, id })));
await Promise.all(Array.from({ length: availableParallelism() }, work));
printTable(ends);
if (options.finds) printFinds(ends);
const complaints = judge(ends, { whole: options.vm2 === undefined && options.case === '' });
for (const complaint of complaints) console.log(`FAILED: ${complaint}`);
process.exitCode = complaints.length > 0 ? 1 : 0;

async function work() {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const { version, id } = job;
    ends
      .get(version)
      .set(id, await attackRelease(releases.folder, releases.fileOf(version), scripts.get(id)));
  }
}

function scriptOf(id, source) {
  const compiled = compile(source, { filename: 'codelet.js', export_name: 'main', granted: ['granted'] });
  if (!compiled.ok) throw new Error(`${id}: ${compiled.failure.message}`);
  return compiled.compiled.script;
}

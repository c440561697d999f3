// npm run control: the attack corpus against releases of vm2 that are known to be open, and against the one we ship. A
// corpus that finds nothing where there is something to find proves nothing.
//   npm run control -- --vm2 3.9.19        this release only
//   npm run control -- --case species      cases whose name has this part
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { compile } from '@codelets/compiler';
import { escapeCases } from '@codelets/conformance';
import { attackRelease } from './attack-release.mjs';
import { CURRENT, VULNERABLE, fetchReleases } from './releases.mjs';
import { report } from './report.mjs';

const { values: options } = parseArgs({
  options: { vm2: { type: 'string', multiple: true }, case: { type: 'string', default: '' } },
});
const versions = options.vm2 ?? [...VULNERABLE, CURRENT];

// Attacks that look for something of another realm; the others ask for codes, values and limits that bare vm2 has not.
const attacks = escapeCases.filter(
  (item) => 'source' in item && item.source.includes('const { probe, verdict }') && `${item.class} ${item.name}`.includes(options.case),
);
const { folder, fileOf } = await fetchReleases(versions);

/** @type {Map<string, Map<string, { end: string, found: string }>>} ends by version and case */
const ends = new Map(versions.map((version) => [version, new Map()]));
const jobs = versions.flatMap((version) => attacks.map((attack) => ({ version, attack })));
async function work() {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const { version, attack } = job;
    const compiled = compile(attack.source, { filename: 'codelet.js', export_name: 'main', granted: ['granted'] });
    if (!compiled.ok) throw new Error(`${attack.name}: ${compiled.failure.message}`);
    const { script } = compiled.compiled;
    const input = {};
    ends.get(version).set(`${attack.class} > ${attack.name}`, await attackRelease({ file: fileOf(version), folder, script, input }));
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
process.exitCode = report(ends, { whole: options.vm2 === undefined && options.case === '' }) ? 0 : 1;

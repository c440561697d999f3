// npm run advisories: compares what the published packages pin with the registry's newest versions and advisories.
//   npm run advisories                         ends with 1 when a pinned version has an advisory
//   npm run advisories -- --require-online     ends with 1 also when that could not be checked
import { developmentNode, pinnedPackages } from './lib/advisories/pinned.mjs';
import { audit, newestVersions } from './lib/advisories/registry.mjs';
import { CONTROL, readAudit, report } from './lib/advisories/report.mjs';

const args = process.argv.slice(2);
const unknown = args.filter((arg) => arg !== '--require-online');
if (unknown.length > 0) {
  console.error(`Unknown option ${unknown.join(', ')}. There is --require-online.`);
  process.exit(2);
}

const pinned = pinnedPackages();
const node = developmentNode();
const direct = pinned.filter((one) => one.direct).map(({ name }) => name);
const [newest, said, control] = await Promise.all([
  newestVersions([...direct, node.name]),
  audit(pinned),
  audit([CONTROL]),
]);
const { lines, code } = report({
  pinned,
  node,
  newest,
  findings: readAudit(said, pinned),
  control: readAudit(control, [CONTROL]),
  require_online: args.includes('--require-online'),
});
for (const line of lines) console.log(line);
process.exitCode = code;

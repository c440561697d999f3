// Which tests are run: those that mean something for a codelet, and a sample of them that is the same everywhere.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AREAS, FEATURES } from './areas.mjs';
import { readTest } from './test-file.mjs';

/** What a harness file or a test asks of the host that is not there for codelets, or that builds code from text. */
const HOST_INCLUDES = new Set(['atomicsHelper.js', 'detachArrayBuffer.js', 'wellKnownIntrinsicObjects.js']);
const HOST_CALLS = /\$262\s*\.\s*(?!global\b)/;
const STATIC_IMPORT = /^\s*import\s*[\w${'"*]|\bexport\b[^;'"]*\bfrom\s*['"]/m;

/** Why a test is left out, or `undefined`. */
function reasonToSkip({ flags, features, includes, negative, text }) {
  if (flags.has('noStrict')) return 'needs sloppy mode';
  if (flags.has('raw')) return 'is no text to put a harness before';
  if (flags.has('CanBlockIsFalse') || flags.has('CanBlockIsTrue')) return 'needs an agent';
  if (features.some((feature) => !FEATURES.has(feature))) return 'is beyond the language of 2022';
  if (HOST_CALLS.test(text) || includes.some((name) => HOST_INCLUDES.has(name)))
    return 'needs functions of the host';
  if (negative?.phase === 'resolution') return 'imports modules';
  if (STATIC_IMPORT.test(text)) return 'imports modules';
  return undefined;
}

/** The tests of the chosen areas, at most `sample` of each (`undefined`: what the area's table says). */
export function select(suite, { areas = [], sample, paths = [] } = {}) {
  const skipped = new Map();
  const tests = [];
  for (const area of AREAS) {
    if (areas.length > 0 && !areas.includes(area.name)) continue;
    const found = area.folders
      .flatMap((folder) => filesIn(suite, folder))
      .filter((path) => paths.length === 0 || paths.some((part) => path.includes(part)));
    let left = paths.length > 0 ? Infinity : (sample ?? area.tests);
    for (const path of inSampleOrder(found)) {
      if (left === 0) break;
      const test = readTest(suite, path);
      const reason = reasonToSkip(test);
      if (reason) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
      else {
        left -= 1;
        tests.push({ ...test, area: area.name });
      }
    }
  }
  return { tests, skipped };
}

function filesIn(suite, folder) {
  const root = join(suite, 'test', folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.js') && !path.includes('_FIXTURE'));
}

/** By a hash of the path: an even sample, and a new test in the suite moves no other one in or out but the last. */
function inSampleOrder(paths) {
  const keyed = paths.map((path) => [createHash('sha256').update(path).digest('hex'), path]);
  return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}

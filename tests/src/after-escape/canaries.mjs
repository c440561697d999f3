// Secrets that a child cannot know unless it reached the place where they lie, and the things to lay them in.
import { randomBytes } from 'node:crypto';
import { copyFileSync, chmodSync, mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canaryLibrary } from './canary-library.mjs';

const secret = () => `canary-${randomBytes(12).toString('hex')}`;

const HEAP_MARK = 'HEAP>';

/** A folder with everything that attempts aim at. Readable by everybody: file modes are not what is tested. */
export function layCanaries() {
  const folder = mkdtempSync(join(tmpdir(), 'codelets-after-escape-'));
  chmodSync(folder, 0o755);
  const secrets = {
    file: secret(),
    neighbour: secret(),
    listed: secret(),
    open: secret(),
    heap: secret(),
    environment: secret(),
    argument: secret(),
    library: secret(),
    recognition: secret(),
    present: `present ${[...randomBytes(3).readUIntBE(0, 3).toString(2).padStart(24, '0')].join('')}`,
    time: 1_000_000_000 + randomBytes(4).readUInt32LE() / 8,
  };
  const at = (...names) => join(folder, ...names);
  mkdirSync(at('secret'));
  for (const name of ['attacker-engine', 'plain-child']) {
    const target = name === 'attacker-engine' ? 'engine.cjs' : `${name}.cjs`;
    copyFileSync(fileURLToPath(new URL(`./child/${name}.cjs`, import.meta.url)), at(target));
  }
  writeFileSync(at('neighbour'), secrets.neighbour);
  writeFileSync(at('secret', 'file'), secrets.file);
  writeFileSync(at('secret', 'file.env'), `FILE_SECRET=${secrets.file}\n`);
  writeFileSync(at('secret', secrets.listed), '');
  [...secrets.present.slice(8)].forEach((bit, index) => {
    if (bit === '1') writeFileSync(at('secret', `present-${index}.js`), '');
  });
  utimesSync(at('secret', 'file'), secrets.time, secrets.time);
  writeFileSync(at('open-canary'), secrets.open);
  writeFileSync(at('heap-canary'), HEAP_MARK + secrets.heap);
  writeFileSync(at('library.node'), canaryLibrary(secrets.library));
  return {
    folder,
    secrets,
    range: {
      folder,
      engine_file: at('engine.cjs'),
      neighbour_file: at('neighbour'),
      secret_folder: at('secret'),
      secret_file: at('secret', 'file'),
      env_file: at('secret', 'file.env'),
      library_file: at('library.node'),
      // Split, so that it stands in no memory but the service's.
      heap_mark: [...HEAP_MARK],
    },
  };
}

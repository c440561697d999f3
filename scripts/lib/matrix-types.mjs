import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, runCommand } from './run-command.mjs';

/** How consumers of each line of TypeScript find types; `extension` says what kind of module asks. */
const SETUPS = {
  4.5: [{ module: 'CommonJS', moduleResolution: 'node', extension: 'ts' }],
  5: [
    { module: 'Node16', moduleResolution: 'Node16', extension: 'mts' },
    { module: 'Node16', moduleResolution: 'Node16', extension: 'cts' },
    { module: 'ESNext', moduleResolution: 'bundler', extension: 'ts' },
    { module: 'CommonJS', moduleResolution: 'node', extension: 'ts' },
  ],
  6: [
    { module: 'NodeNext', moduleResolution: 'NodeNext', extension: 'mts' },
    { module: 'NodeNext', moduleResolution: 'NodeNext', extension: 'cts' },
    { module: 'ESNext', moduleResolution: 'bundler', extension: 'ts' },
  ],
};

/** Compiles consumer.ts in `project` against the installed types, with a line of TypeScript. */
export async function checkTypes(version, project, compilers) {
  const folder = join(compilers, version);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await mustRun(['npm', 'install', ...flags, `typescript@${version}`], { cwd: folder });
  const tsc = [process.execPath, join(folder, 'node_modules/typescript/bin/tsc')];
  const detail = (await runCommand([...tsc, '--version'], { cwd: project })).stdout.trim();
  const rows = [];
  for (const setup of SETUPS[version] ?? SETUPS[version.split('.')[0]]) {
    const { extension, ...resolution } = setup;
    const name = `types ${version} ${resolution.moduleResolution.toLowerCase()} .${extension}`;
    const { code, text } = await compile(tsc, project, extension, resolution);
    const failures = code === 0 ? [] : [text.trim().split('\n').slice(0, 20).join('\n          ')];
    rows.push({ name, detail, passed: code === 0 ? 1 : 0, failures });
  }
  return rows;
}

function compile(tsc, project, extension, resolution) {
  const file = extension === 'ts' ? 'consumer.ts' : `consumer-as-${extension}.${extension}`;
  if (extension !== 'ts') copyFileSync(join(project, 'consumer.ts'), join(project, file));
  const compilerOptions = {
    ...resolution,
    target: 'ES2020',
    lib: ['ES2020', 'DOM'],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
  return runCommand([...tsc, '-p', 'tsconfig.json'], { cwd: project });
}

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { ROOT } from '../../docs/support/pages.js';

export interface WorkspaceCopy {
  readonly folder: string;
  /** Runs a Node program of the workspace's tools, or a file, in a folder of the copy. */
  run(folder: string, program: string, ...args: string[]): Promise<Ended>;
  remove(): void;
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Scripts and configuration are copied, because they look for the workspace around them; packages are linked. */
const COPIED = [
  'scripts',
  'package.json',
  'tsconfig.base.json',
  'LICENSE',
  '.oxlintrc.json',
  '.oxfmtrc.json',
];

const TOOLS: Readonly<Record<string, string>> = {
  tsc: 'typescript/bin/tsc',
  tsup: 'tsup/dist/cli-default.js',
  vitest: 'vitest/vitest.mjs',
  oxlint: 'oxlint/bin/oxlint',
  oxfmt: 'oxfmt/bin/oxfmt',
};

/** A workspace in a temporary folder that has this one's packages, as they are built, and room for one more. */
export function copyWorkspace(): WorkspaceCopy {
  // The real path: hosts may read files by their real paths only.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'codelets-workspace-')));
  const filter = (path: string): boolean => basename(path) !== 'node_modules';
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter });
  link('node_modules', folder);
  mkdirSync(join(folder, 'packages'));
  for (const name of readdirSync(join(ROOT, 'packages'))) link(join('packages', name), folder);
  return {
    folder,
    run: (inside, program, ...args) => {
      const tool = TOOLS[program];
      const file = tool === undefined ? program : join(folder, 'node_modules', tool);
      return runNode(join(folder, inside), [file, ...args]);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What an installation would do for a package of the copy. */
export function installPackage(copy: WorkspaceCopy, inside: string, names: readonly string[]): void {
  const scope = join(copy.folder, inside, 'node_modules/@codelets');
  mkdirSync(scope, { recursive: true });
  for (const name of names) symlinkSync(join(ROOT, 'packages', name), join(scope, name), 'junction');
}

function link(path: string, folder: string): void {
  symlinkSync(join(ROOT, path), join(folder, path), 'junction');
}

function runNode(cwd: string, args: readonly string[]): Promise<Ended> {
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, PATH: path, NO_COLOR: '1' } });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

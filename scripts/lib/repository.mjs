import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './root.mjs';
import { mustRun } from './run-command.mjs';

const LIST = ['git', 'ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '-z'];

/** What git says has changed here: the same text before and after a script that keeps its hands off. */
export async function repositoryStatus() {
  const { stdout } = await mustRun(['git', 'status', '--porcelain', '--untracked-files=all'], { cwd: ROOT });
  return stdout;
}

/** Copies what is or may be committed, as it is now, into a new repository of its own with one commit. */
export async function copyRepository(destination) {
  const { stdout } = await mustRun(LIST, { cwd: ROOT });
  for (const file of stdout.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(destination, file)), { recursive: true });
    cpSync(join(ROOT, file), join(destination, file), { force: true });
  }
  const git = [
    'git',
    '-c',
    'user.name=rehearsal',
    '-c',
    'user.email=rehearsal@localhost',
    '-c',
    'commit.gpgsign=false',
  ];
  const options = { cwd: destination };
  await mustRun([...git, 'init', '--quiet', '--initial-branch=main'], options);
  await mustRun([...git, 'add', '--all'], options);
  await mustRun([...git, 'commit', '--quiet', '--no-verify', '--message=rehearsal'], options);
}

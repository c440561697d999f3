import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './pages.js';

export interface ScratchProject {
  readonly folder: string;
  remove(): void;
}

/** An empty project outside the repository that finds the workspace's packages as if they were installed. */
export function createScratchProject(): ScratchProject {
  const folder = mkdtempSync(join(tmpdir(), 'codelets-docs-'));
  for (const group of ['packages', 'apps']) {
    for (const name of readdirSync(join(ROOT, group))) {
      const source = join(ROOT, group, name);
      if (!existsSync(join(source, 'package.json'))) continue;
      const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { name: string };
      const target = join(folder, 'node_modules', manifest.name);
      mkdirSync(join(target, '..'), { recursive: true });
      symlinkSync(source, target, 'junction');
    }
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly output: { stdout: string; stderr: string };
  readonly ended: Promise<Ended>;
}

/** Starts a program of a project with this very Node; it is killed when it takes longer than `limit_ms`. */
export function startProgram(
  { folder }: ScratchProject,
  args: readonly string[],
  env: Record<string, string> = {},
  limit_ms = 60_000,
): Started {
  const child = spawn(process.execPath, args, { cwd: folder, env: { PATH: process.env['PATH'], ...env } });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), limit_ms);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, ...output });
    });
  });
  return { child, output, ended };
}

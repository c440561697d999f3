import type { SandboxTraits, WallStatus } from '@codelets/core';
import { CANDIDATES, type Candidate } from '../compare/candidates.js';
import type { CommandContext } from '../context.js';
import { refusalsAsUsage } from '../run/refusals.js';
import { createAdapter, type SandboxName } from '../run/sandboxes.js';

/** One sandbox in one of its hosts: what it claims here, and whether it runs anything. */
export interface SandboxFinding {
  readonly label: string;
  readonly works: boolean;
  /** Why it does not work. */
  readonly reason?: string;
  readonly traits?: SandboxTraits;
}

export interface Examination {
  readonly node: string;
  readonly platform: string;
  readonly user: string;
  /** What starts a process host: bwrap, unshare, or nothing but node itself. */
  readonly launcher: 'bwrap' | 'unshare' | 'none';
  /** Around a process host of the first sandbox that tells. */
  readonly walls: readonly WallStatus[];
  readonly sandboxes: readonly SandboxFinding[];
}

const TRIAL = { type: 'string', code: 'export const main = () => 42', filename: 'doctor.js' } as const;
/** A machine that is looked at because it is slow has to get through it. */
const TRIAL_MS = 10_000;

/** Starts every sandbox that there is, or those of one name, and looks at what stands around it. */
export async function examine(only: SandboxName | undefined, context: CommandContext): Promise<Examination> {
  const sandboxes: SandboxFinding[] = [];
  for (const candidate of CANDIDATES) {
    if (only !== undefined && candidate.name !== only) continue;
    sandboxes.push(await examineSandbox(candidate, context));
    context.interrupt.throwIfAborted();
  }
  const in_process = sandboxes.find(
    ({ label, traits }) => traits !== undefined && label.endsWith('/process'),
  );
  const walls = in_process?.traits?.walls ?? [];
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    user: process.getuid?.() === 0 ? 'root' : 'an ordinary user',
    launcher: launcherOf(walls),
    walls,
    sandboxes,
  };
}

async function examineSandbox(candidate: Candidate, context: CommandContext): Promise<SandboxFinding> {
  const { name, isolation, label } = candidate;
  let traits: SandboxTraits | undefined;
  try {
    const [createRunner, createSandbox] = await Promise.all([
      context.loadRunner(),
      context.loadSandbox(name),
    ]);
    // What runs is the line above: that is trusted, whatever the sandbox is for.
    const sandbox = createAdapter(createSandbox, { name, isolation, trusted: true });
    traits = await sandbox.traits({ walls: 'auto' });
    const runner = await refusalsAsUsage(() =>
      createRunner({ sandbox, timeout_ms: TRIAL_MS, pool: { max_hosts: 1 } }),
    );
    const options = { signal: context.interrupt, on_log: () => undefined };
    const result = await runner.run(TRIAL, options).finally(() => runner.dispose());
    return result.ok
      ? { label, works: true, traits }
      : { label, works: false, reason: `${result.error.code}: ${result.error.message}`, traits };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    return traits === undefined ? { label, works: false, reason } : { label, works: false, reason, traits };
  }
}

function launcherOf(walls: readonly WallStatus[]): Examination['launcher'] {
  const up = (name: string): boolean => walls.some((wall) => wall.name === name && wall.state === 'up');
  if (up('mount-namespace')) return 'bwrap';
  return up('network-namespace') || up('uts-namespace') ? 'unshare' : 'none';
}

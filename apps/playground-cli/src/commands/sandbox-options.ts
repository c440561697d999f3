import { Option, type Command } from 'commander';
import type { Isolation } from '@codelets/core';
import { ISOLATIONS, SANDBOX_NAMES, type SandboxName, type SandboxRequest } from '../run/sandboxes.js';

/** The flags of commands that run in one sandbox. */
export interface SandboxFlags {
  sandbox?: SandboxName;
  isolation?: Isolation;
  trust?: boolean;
}

/** Adds the choice of a sandbox; `usual` says which it is otherwise. */
export function addSandboxOptions(command: Command, usual: string): Command {
  return command
    .addOption(new Option('-s, --sandbox <name>', `the sandbox (default: ${usual})`).choices(SANDBOX_NAMES))
    .addOption(
      new Option('--isolation <kind>', "what holds the sandbox (default: the sandbox's own)").choices(
        ISOLATIONS,
      ),
    );
}

/** What was chosen. Another sandbox than the usual one has its own usual isolation. */
export function toSandbox(flags: SandboxFlags, usual: Omit<SandboxRequest, 'trusted'>): SandboxRequest {
  const own = flags.sandbox === undefined || flags.sandbox === usual.name ? usual.isolation : undefined;
  return {
    name: flags.sandbox ?? usual.name,
    isolation: flags.isolation ?? own,
    trusted: flags.trust === true,
  };
}

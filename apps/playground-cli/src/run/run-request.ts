import type { PolicyRequest } from './load-grants.js';
import type { SandboxRequest } from './sandboxes.js';

/** What `codelets run` was asked to do. */
export interface RunRequest {
  /** A path, or `-` for standard input. */
  readonly file: string;
  /** JSON, `@file` or `-`; `undefined`: no input. */
  readonly input: string | undefined;
  readonly export_name: string | undefined;
  readonly globals: Record<string, unknown> | undefined;
  readonly timeout_ms: number | undefined;
  readonly memory_mb: number | undefined;
  /** The folder that FILE may import from; `undefined`: FILE is alone. */
  readonly modules_folder: string | undefined;
  readonly policy: PolicyRequest;
  readonly sandbox: SandboxRequest;
  readonly json: boolean;
  /** The file with the key that signs continuations. */
  readonly continuation_key_file?: string | undefined;
  /** Default `false`. */
  readonly record?: boolean;
}

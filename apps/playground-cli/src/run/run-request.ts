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
  readonly sandbox: SandboxRequest;
  readonly json: boolean;
}

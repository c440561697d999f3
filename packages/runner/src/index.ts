export { createCodeletRunner } from './create-runner.js';
export { runCodelet } from './run-codelet.js';
export { CodeletFailedError, unwrap } from './unwrap.js';
export type {
  CodeletLimitOptions,
  CodeletRunner,
  CodeletRunnerOptions,
  CodeletRunOptions,
  CodeletSource,
  FileSource,
  PoolOptions,
  PreparedCodelet,
  RunnerDescription,
  RunnerEvents,
  RunnerListener,
  RunnerStats,
  StringSource,
} from './types.js';
export type {
  CodeletError,
  CodeletErrorCause,
  CodeletErrorCode,
  CodeletFailure,
  CodeletResult,
  CodeletSuccess,
  ConsoleLog,
  HostExit,
  Isolation,
  LogLevel,
  RunLimits,
  RunStats,
  SandboxAdapter,
  SandboxTraits,
  SourceLocation,
  WallChoice,
  WallName,
  WallStatus,
} from '@codelets/core';
export { WALL_NAMES } from '@codelets/core';

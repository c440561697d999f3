export { createCodeletRunner } from './create-runner.js';
export { runCodelet } from './run-codelet.js';
export { PublicError } from './capabilities/public-error.js';
export { suspend, type Suspension } from './capabilities/suspend.js';
export type {
  Capability,
  CapabilityContext,
  CapabilityDefinition,
  CapabilityFunction,
  CodeletPolicy,
  DeterministicPolicy,
  ModuleGrant,
  NetworkPolicy,
  NetworkRule,
} from './policy/types.js';
export { CodeletFailedError, unwrap } from './unwrap.js';
export {
  checkPolicyDocument,
  policyFromDocument,
  type CheckedPolicyDocument,
  type PolicyDocumentParts,
  type PolicyFromDocument,
} from './policy/document/policy-from-document.js';
export type { JsonSchema } from './policy/document/json-schema.js';
export type { DocumentHeader } from './policy/document/read-network.js';
export type {
  CapabilityDocument,
  NetworkDocument,
  NetworkRuleDocument,
  PolicyDocument,
} from './policy/document/types.js';
export type {
  CapabilityDescription,
  ModuleDescription,
  PolicyDescription,
  RuleDescription,
} from './policy/policy-data.js';
export type { PolicyProblem } from './policy/problems.js';
export type { CodeletRunPolicy, RunCapability } from './policy/types.js';
export type {
  CodeletLimitOptions,
  CodeletRunner,
  CodeletRunnerOptions,
  CodeletRunOptions,
  CodeletSource,
  FileSource,
  ModulesSource,
  PoolOptions,
  PreparedCodelet,
  ReplayResult,
  ResumeOptions,
  RunnerDescription,
  RunnerEvents,
  RunnerListener,
  RunnerStats,
  StringSource,
  TenantBounds,
  TenantStats,
} from './types.js';
export type {
  CodeletError,
  CodeletErrorCause,
  CodeletErrorCode,
  CodeletFailure,
  CodeletResult,
  CodeletSuccess,
  ConsoleLog,
  Divergence,
  HostExit,
  Isolation,
  LogLevel,
  Recording,
  RunLimits,
  RunStats,
  SandboxAdapter,
  SandboxTraits,
  SourceLocation,
  StandardSchema,
  WallChoice,
  WallName,
  WallStatus,
} from '@codelets/core';
export { WALL_NAMES } from '@codelets/core';

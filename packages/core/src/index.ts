export { ERROR_CODES, type CodeletErrorCode, type FaultOf } from './error-codes.js';
export {
  ALL_CALLS_UNITS,
  LIMITS,
  LOG_LINE_BYTES,
  defaultLimits,
  mergeLimits,
  type LimitName,
  type LimitRule,
  type RunLimits,
} from './limits.js';
export type {
  CodeletError,
  CodeletErrorCause,
  CodeletFailure,
  CodeletResult,
  CodeletSuccess,
  ConsoleLog,
  LogLevel,
  RunStats,
  SourceLocation,
} from './result.js';
export type {
  CreateEngine,
  Engine,
  EngineRealm,
  EntryLimits,
  EntryReport,
  Host,
  HostExit,
  HostInit,
  HostUsage,
  Isolation,
  Realm,
  SandboxAdapter,
  SandboxTraits,
  Step,
  TraitsOptions,
  WallChoice,
  WallStatus,
} from './contract.js';
export { BASE_WALLS, OPERATING_SYSTEM_WALLS, WALL_NAMES, type WallName } from './wall-names.js';
export { NotEnteredError } from './not-entered-error.js';
export { SandboxUnavailableError } from './sandbox-unavailable-error.js';
export { mapPosition, type Position, type PositionMap } from './position-map.js';
export { DENIED_NAMES } from './host-names.js';
export type { NetworkPolicy, NetworkRule } from './network/network-policy.js';
export type { WireRequest, WireResponse } from './network/wire.js';
export {
  ERROR_REPORT_CAPS,
  parseGuestMessage,
  type ErrorReport,
  type GuestMessage,
} from './messages/guest-message.js';
export { integer, matches, oneOf, orNull, text, type Check, type Shape } from './messages/shape.js';
export type {
  AnswerCommand,
  CallError,
  ConfigureCommand,
  MadePlace,
  MovedCommand,
  RealmCommand,
  StartCommand,
  TickCommand,
} from './messages/realm-command.js';
export type {
  CallRecord,
  Delivery,
  Divergence,
  RecordedModule,
  RecordedResult,
  RecordedSource,
  Recording,
  RunClock,
  Tape,
} from './recording.js';
export type {
  SchemaInput,
  SchemaOutput,
  StandardIssue,
  StandardResult,
  StandardSchema,
} from './standard-schema.js';
export type {
  ExpectedName,
  LinkedScripts,
  ModuleLinks,
  ModuleRecord,
  ResolvedName,
  ScriptPlace,
} from './modules/module-links.js';
export { isPlainPath, isRelative, resolveSpecifier } from './modules/resolve-specifier.js';
export { encode, type EncodeOptions } from './codec/encode.js';
export { decode, decodeInSlices } from './codec/decode.js';
export { CannotCrossError, MalformedTextError, TooLargeError } from './codec/codec-errors.js';
export { brandOf, describeType } from './codec/brands.js';
export { decodeBase64, encodeBase64 } from './codec/base64.js';
export { fitsUtf8, utf8Length } from './codec/utf8-length.js';
export { primordials, setHidden, setOwn, uncurry } from './codec/primordials.js';
export { shownKeys } from './codec/shown-keys.js';

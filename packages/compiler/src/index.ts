export { compile } from './compile.js';
export { Compiler, type CompilerOptions } from './compiler.js';
export type {
  CompileModulesOptions,
  GrantedModule,
  GrantedOutcome,
  GrantedUnit,
  ModuleSources,
} from './modules/types.js';
export type {
  CompiledCodelet,
  CompiledModules,
  CompiledScript,
  CompileFailure,
  CompileOptions,
  CompileOutcome,
} from './types.js';

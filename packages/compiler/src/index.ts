export { compile } from './compile.js';
export { compileModules } from './modules/compile-modules.js';
export { compileGranted } from './modules/link-sources.js';
export { Compiler, type CompilerOptions } from './compiler.js';
export { languageOf, type Language } from './typescript/language.js';
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

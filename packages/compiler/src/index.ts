export { compile } from './compile.js';
export { Compiler, type CompilerOptions } from './compiler.js';
export type { CompiledCodelet, CompileFailure, CompileOptions, CompileOutcome } from './types.js';

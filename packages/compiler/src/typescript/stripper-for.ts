import { CompileError, NO_TYPESCRIPT } from '../compile-error.js';
import type { Language } from './language.js';
import type { StripTypes } from './strip-types.js';

/** What a source of a language is stripped by. */
export function stripperFor(
  language: Language | undefined,
  stripTypes: StripTypes | undefined,
): StripTypes | undefined {
  if (language !== 'ts') return undefined;
  if (!stripTypes) throw new CompileError(NO_TYPESCRIPT, undefined, 'UNSUPPORTED');
  return stripTypes;
}

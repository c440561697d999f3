import { isPlainPath } from '@codelets/core';
import { CompileError, quoted } from '../compile-error.js';

const EXTENSIONS = ['.js', '.mjs', '.ts', '.mts', '.json'];

/**
 * A path is shown in stacks, where frames are read by their colons and parentheses, and it has one form only, so that
 * one module has one name.
 */
export function checkModulePath(path: string): void {
  const isPlain = path.startsWith('./') && isPlainPath(path.slice(2)) && path.length <= 256;
  if (!isPlain || !/^[\p{L}\p{N}\p{M} ./@_+~$#=,!&'[\]-]+$/u.test(path)) {
    throw new CompileError(`${quoted(path)} is no path of a module: write it as './lib/name.js'`);
  }
  if (!EXTENSIONS.some((extension) => path.endsWith(extension))) {
    throw new CompileError(`${quoted(path)} has none of the extensions ${EXTENSIONS.join(', ')}`);
  }
}

export const isJson = (path: string): boolean => path.endsWith('.json');

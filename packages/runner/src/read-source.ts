import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CodeletError, RunLimits } from '@codelets/core';
import { languageOf, type Language, type ModuleSources } from '@codelets/compiler';
import { fitsUtf8, utf8Length } from '@codelets/core';
import { failure, type SourceText } from '@codelets/session';
import { checkKeys, checkObject, quoted, typeOf } from './options/check.js';
import type { CodeletSource, ModulesSource } from './types.js';

export type ReadSource =
  | {
      readonly ok: true;
      readonly source: SourceText;
      readonly language: Language;
      readonly modules?: ModuleSources;
    }
  | { readonly ok: false; readonly error: CodeletError };

/** Checks a source before anything is done with it. Throws a `TypeError` that names the field. */
export function checkSource(source: unknown): asserts source is CodeletSource {
  checkObject(source, 'source');
  const { type, code, path, filename, language, export_name } = source;
  const keys =
    typeof type === 'string' && Object.hasOwn(KEYS, type) ? KEYS[type as keyof typeof KEYS] : undefined;
  if (!keys) throw new TypeError(`source.type must be "string", "file" or "modules", got ${shown(type)}`);
  checkKeys(source, ['type', 'export_name', ...keys], 'source');
  if (type === 'string') mustBeString(code, 'source.code');
  else if (type === 'file') mustBeString(path, 'source.path');
  else checkModules(source);
  if (filename !== undefined) mustBeString(filename, 'source.filename');
  if (language !== undefined && language !== 'js' && language !== 'ts')
    throw new TypeError(`source.language must be "js" or "ts", got ${shown(language)}`);
  if (export_name !== undefined) mustBeString(export_name, 'source.export_name');
  if (export_name === '') throw new TypeError('source.export_name must not be empty');
}

const KEYS = {
  string: ['code', 'filename', 'language'],
  file: ['path'],
  modules: ['entry', 'modules'],
} as const;

function checkModules({ entry, modules }: Record<string, unknown>): void {
  mustBeString(entry, 'source.entry');
  checkObject(modules, 'source.modules');
  for (const path of Object.keys(modules)) mustBeString(modules[path], `source.modules[${quoted(path)}]`);
  if (!Object.hasOwn(modules, entry as string)) {
    throw new TypeError(`source.entry must be one of source.modules, got ${quoted(entry as string)}`);
  }
}

const shown = (value: unknown): string => (typeof value === 'string' ? quoted(value) : typeOf(value));

function mustBeString(value: unknown, name: string): void {
  if (typeof value !== 'string') throw new TypeError(`${name} must be a string, got ${typeOf(value)}`);
}

/** The text of a source, read no further than its cap. */
export async function readSource(source: CodeletSource, limits: RunLimits): Promise<ReadSource> {
  const maximum = limits.max_source_bytes;
  if (source.type === 'modules') return readModules(source, maximum);
  if (source.type === 'string') {
    if (!fitsUtf8(source.code, maximum)) return tooLarge(maximum);
    const { code, language } = source;
    const filename = shownName(source.filename ?? (language === 'ts' ? 'codelet.ts' : 'codelet.js'));
    return { ok: true, source: { filename, code }, language: language ?? languageOf(filename) };
  }
  try {
    // Without O_NONBLOCK a pipe that nobody writes to would hold one of the few threads that read files, for ever.
    const file = await open(source.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      if (!(await file.stat()).isFile()) return unreadable('not a regular file');
      // One byte more than allowed shows that there is more, whatever the size said before.
      const buffer = Buffer.alloc(maximum + 1);
      const length = await fill(file, buffer);
      if (length > maximum) return tooLarge(maximum);
      const code = buffer.toString('utf8', 0, length);
      const filename = shownName(basename(source.path));
      return { ok: true, source: { filename, code }, language: languageOf(filename) };
    } finally {
      await file.close();
    }
  } catch (thrown) {
    return unreadable((thrown as NodeJS.ErrnoException).code ?? 'unknown');
  }
}

function readModules({ entry, modules }: ModulesSource, maximum: number): ReadSource {
  let left = maximum;
  for (const [path, code] of Object.entries(modules)) {
    if (path.length + code.length > left) return tooLarge(maximum);
    left -= utf8Length(path) + utf8Length(code);
    if (left < 0) return tooLarge(maximum);
  }
  const source = { filename: shownName(entry.replace(/^\.\//, '')), code: modules[entry]! };
  return { ok: true, source, language: languageOf(entry), modules: { entry, modules: { ...modules } } };
}

function unreadable(reason: string): ReadSource {
  return {
    ok: false,
    error: failure('INVALID_INPUT', `The source file cannot be read (${reason})`, { details: { reason } }),
  };
}

async function fill(file: FileHandle, buffer: Buffer): Promise<number> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

function tooLarge(maximum: number): ReadSource {
  const details = { limit: 'max_source_bytes', limit_value: maximum };
  return {
    ok: false,
    error: failure('INVALID_INPUT', `The source takes more than ${maximum} bytes`, { details }),
  };
}

/** The name in stacks: one line without what frames are built from, and never the name of a file of ours. */
function shownName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what must not pass
  const shown = name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029():]/g, '_').slice(0, 256);
  return shown === '' ? 'codelet.js' : shown;
}

import { createHash } from 'node:crypto';
import type { CompileModulesOptions, GrantedUnit, ModuleSources } from './modules/types.js';
import type { CompileOptions, CompileOutcome } from './types.js';

/** What an entry costs beside its texts: key, objects, map node. */
const ENTRY_BYTES = 500;

/** Outcomes by content, the least recently used ones dropped when their total size is over the limit. */
export class OutcomeCache {
  readonly #limit: number;
  readonly #entries = new Map<string, { outcome: CompileOutcome; bytes: number }>();
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): CompileOutcome | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.outcome;
  }

  set(key: string, outcome: CompileOutcome): void {
    const bytes = sizeOf(outcome);
    if (bytes > this.#limit) return;
    this.#drop(key);
    this.#entries.set(key, { outcome, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#limit) break;
      this.#drop(oldest);
    }
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}

/**
 * The file name is left out: no outcome depends on it. The text is hashed as UTF-16, because UTF-8 has one form for
 * all lone surrogates: two sources that differ in one would share an outcome, and one tenant get another's script.
 */
export function cacheKey(source: string, { export_name, granted, language }: CompileOptions): string {
  return createHash('sha256')
    .update(JSON.stringify([export_name, [...granted].sort(), language ?? 'js']))
    .update('\0')
    .update(Buffer.from(source, 'utf16le'))
    .digest('base64');
}

/** Granted modules count by their hash: which names they have follows from their text. */
export function modulesKey(
  { entry, modules }: ModuleSources,
  { export_name, granted, single_filename, single_language }: CompileModulesOptions,
  grants: readonly GrantedUnit[],
): string {
  const hash = createHash('sha256').update(
    JSON.stringify([
      entry,
      export_name,
      [...granted].sort(),
      single_filename ?? null,
      single_language ?? 'js',
    ]),
  );
  for (const grant of grants) hash.update(grant.hash);
  for (const [name, text] of Object.entries(modules)) {
    hash.update(`\0${name.length} ${text.length} `);
    hash.update(Buffer.from(name, 'utf16le')).update(Buffer.from(text, 'utf16le'));
  }
  return hash.digest('base64');
}

function sizeOf(outcome: CompileOutcome): number {
  if (outcome.ok) {
    const { script, map, modules } = outcome.compiled;
    let bytes = ENTRY_BYTES + script.length * 2 + map.length * 8;
    for (const part of modules?.scripts ?? []) {
      // A granted module's text is kept once, by the runner.
      if (part.is_own)
        bytes += ENTRY_BYTES + (part.script.length + part.code.length) * 2 + part.map.length * 8;
    }
    for (const { names } of modules?.links.modules ?? []) bytes += 100 + names.length * 100;
    return bytes;
  }
  return ENTRY_BYTES + outcome.failure.message.length * 2;
}

import type { PositionMap } from '@codelets/core';
import { VMScript } from 'vm2';
import { alignInsertions } from './align-insertions.js';

export interface CachedScript {
  readonly script: VMScript;
  /** Leads from the text that runs back to the text that was given. */
  readonly map: PositionMap;
}

/** `getCompiledCode` answers what `VMScript` compiles; vm2's type declarations leave it out. */
interface CompiledText {
  getCompiledCode(): string;
}

const MAXIMUM_UNITS = 4 * 1024 * 1024;

/** Compiled scripts of this host by their text, the least recently used ones dropped. */
export class ScriptCache {
  readonly #scripts = new Map<string, CachedScript>();
  #units = 0;

  /** Throws what vm2's parser or V8 throws. */
  compile(text: string, filename: string): CachedScript {
    const key = `${filename}\n${text}`;
    const known = this.#scripts.get(key);
    if (known) {
      this.#scripts.delete(key);
      this.#scripts.set(key, known);
      return known;
    }
    const script = new VMScript(text, filename).compile();
    const runs = (script as unknown as CompiledText).getCompiledCode();
    const cached = { script, map: alignInsertions(text, runs) };
    this.#scripts.set(key, cached);
    this.#units += key.length;
    for (const [oldest] of this.#scripts) {
      if (this.#units <= MAXIMUM_UNITS || oldest === key) break;
      this.#scripts.delete(oldest);
      this.#units -= oldest.length;
    }
    return cached;
  }
}

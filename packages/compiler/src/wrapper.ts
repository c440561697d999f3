import type { LineIndex } from './line-index.js';
import type { ModuleExport } from './module-exports.js';

/** The names that the compiler brings into the codelet's scope. */
export interface WrapperNames {
  readonly deny: string;
  readonly import: string;
  readonly exports: string;
  /** Holds an anonymous default export. */
  readonly default: string;
  /** Declared nowhere: stands for `arguments` outside every function, behind `typeof`. */
  readonly arguments: string;
}

/** Picks names that do not occur in the source: no code of the author can name what the wrapper holds. */
export function wrapperNames(taken: ReadonlySet<string>): WrapperNames {
  function free(name: string): string {
    let candidate = name;
    for (let count = 1; taken.has(candidate); count += 1) candidate = `${name}_${count}`;
    return candidate;
  }
  return {
    deny: free('__deny'),
    import: free('__import'),
    exports: free('__exports'),
    default: free('__default'),
    arguments: free('__arguments'),
  };
}

/** What stands before the body on its first line, and where in it an error can arise. */
export function scriptHead(
  names: WrapperNames,
  exported: readonly ModuleExport[],
  lines: LineIndex,
): { text: string; map: number[] } {
  const map: number[] = [];
  let text =
    `__codelet_define__(async function (${names.deny}, ${names.import}, ${names.exports}) {"use strict";` +
    `${names.exports}({__proto__:null`;
  for (const { name, local, offset } of exported) {
    text += `,${propertyKey(name)}:()=>`;
    // A getter that is asked too early throws here: the author sees the place of the export.
    const { line, column } = lines.position(offset);
    map.push(1, text.length, line, column);
    text += local;
  }
  return { text: `${text}});`, map };
}

/** On a line of its own, because the body may end in a line comment. */
export const SCRIPT_TAIL = '\n});';

function propertyKey(name: string): string {
  // Everything outside printable ASCII is escaped: U+2028 in a name would start a new line and move every position.
  const key = JSON.stringify(name).replace(
    /[^\x20-\x7E]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  // As a plain key it would set the prototype (here even be a duplicate); a computed key is an ordinary property.
  return name === '__proto__' ? `[${key}]` : key;
}

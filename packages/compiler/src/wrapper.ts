import type { LineIndex } from './line-index.js';
import type { ModuleExport } from './module-exports.js';

/** The names that the compiler brings into the codelet's scope. */
export interface WrapperNames {
  readonly deny: string;
  readonly import: string;
  readonly exports: string;
  /** Answers a granted module. */
  readonly require: string;
  /** Holds an anonymous default export. */
  readonly default: string;
  /** Declared nowhere: stands for `arguments` outside every function, behind `typeof`. */
  readonly arguments: string;
}

/** A name that does not occur in the source. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let candidate = name;
  for (let count = 1; taken.has(candidate); count += 1) candidate = `${name}_${count}`;
  return candidate;
}

/** Picks names that do not occur in the source: no code of the author can name what the wrapper holds. */
export function wrapperNames(taken: ReadonlySet<string>): WrapperNames {
  const free = (name: string): string => freeName(name, taken);
  return {
    deny: free('__deny'),
    import: free('__import'),
    exports: free('__exports'),
    require: free('__require'),
    default: free('__default'),
    arguments: free('__arguments'),
  };
}

/** What a module has more that is linked with others. */
export interface LinkedHead {
  /** Names for the namespaces of what it imports. */
  readonly imports: readonly string[];
  readonly is_async: boolean;
  readonly has_unnamed_default: boolean;
}

/** What stands before the body on its first line, and where in it an error can arise. */
export function scriptHead(
  names: WrapperNames,
  exported: readonly ModuleExport[],
  lines: LineIndex,
  linked?: LinkedHead,
): { text: string; map: number[] } {
  // What is imported too early is located where it is used: the getters' own frames are line 0, which is nowhere.
  const map: number[] = linked ? [1, 0, 0, 0] : [];
  const parameters = [names.deny, names.import, names.exports];
  if (linked) parameters.push(names.require, ...linked.imports);
  const kind = linked ? (linked.is_async ? 'async function*' : 'function*') : 'async function';
  let text =
    `__codelet_define__(${kind} (${parameters.join(', ')}) {"use strict";` +
    `${names.exports}({__proto__:null`;
  for (const { name, local, offset } of exported) {
    text += `,${propertyKey(name)}:()=>`;
    // A getter that is asked too early throws here: the author sees the place of the export.
    const { line, column } = lines.position(offset);
    if (!linked) map.push(1, text.length, line, column);
    text += local;
  }
  text += linked?.has_unnamed_default ? `},${names.default});` : '});';
  // The functions of all modules exist before the body of any runs.
  if (linked) text += 'yield;';
  return { text, map };
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

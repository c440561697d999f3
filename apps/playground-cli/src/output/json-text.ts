import { survey } from './survey.js';
import { tag, tagReference, tagShared, type Tagged } from './tagged.js';
import { neutraliseJson } from './terminal-text.js';

/** Deeper levels are written without line breaks: indenting them would take the square of their size. */
const INDENTED_DEPTH = 40;

type Task =
  | { readonly text: string }
  | { readonly value: unknown; readonly depth: number; readonly first: boolean };

/**
 * A value as indented JSON, of any size and depth, safe for a terminal. What JSON cannot carry is tagged with `$type`,
 * and so is an object that has such a key itself.
 */
export function toTaggedJson(value: unknown): string {
  return neutraliseJson(new JsonWriter(survey(value).repeated, true).write(value));
}

/** JSON data as `JSON.stringify(value, null, 2)` writes it, of any depth, safe for a terminal. */
export function toPlainJson(value: unknown, depth: number): string {
  const text =
    depth <= INDENTED_DEPTH ? JSON.stringify(value, null, 2) : new JsonWriter(new Set(), false).write(value);
  return neutraliseJson(text);
}

class JsonWriter {
  readonly #repeated: ReadonlySet<object>;
  readonly #escape_type: boolean;
  readonly #ids = new Map<object, number>();
  /** What is still to be written; the last comes first. A stack of our own: a result may be deeper than the engine's. */
  readonly #tasks: Task[] = [];

  constructor(repeated: ReadonlySet<object>, escape_type: boolean) {
    this.#repeated = repeated;
    this.#escape_type = escape_type;
  }

  write(value: unknown): string {
    const parts: string[] = [];
    this.#tasks.push({ value, depth: 0, first: false });
    for (let task = this.#tasks.pop(); task; task = this.#tasks.pop()) {
      parts.push('text' in task ? task.text : this.#open(this.#convert(task.value, task.first), task.depth));
    }
    return parts.join('');
  }

  #convert(value: unknown, first: boolean): Tagged {
    if (first || typeof value !== 'object' || value === null || !this.#repeated.has(value))
      return tag(value, this.#escape_type);
    const known = this.#ids.get(value);
    if (known !== undefined) return tagReference(known);
    const id = this.#ids.size + 1;
    this.#ids.set(value, id);
    return tagShared(id, new Content(value));
  }

  #open(node: Tagged, depth: number): string {
    if (node.kind === 'text') return node.json;
    const [open, close] = node.kind === 'array' ? ['[', ']'] : ['{', '}'];
    const slots: readonly (readonly [string, unknown])[] =
      node.kind === 'array'
        ? node.items.map((item) => ['', item])
        : node.entries.map(([key, item]) => [`${JSON.stringify(key)}: `, item]);
    if (slots.length === 0) return `${open}${close}`;
    const indented = depth < INDENTED_DEPTH;
    this.#tasks.push({ text: `${indented ? lineBreak(depth) : ''}${close}` });
    for (let index = slots.length - 1; index >= 0; index -= 1) {
      const [key, item] = slots[index] as readonly [string, unknown];
      const first = item instanceof Content;
      this.#tasks.push({ value: first ? item.value : item, depth: depth + 1, first });
      this.#tasks.push({ text: `${index === 0 ? '' : ','}${indented ? lineBreak(depth + 1) : ''}${key}` });
    }
    return open;
  }
}

/** Marks the object behind a `shared` tag, which is written in full there and as a reference everywhere else. */
class Content {
  constructor(readonly value: object) {}
}

function lineBreak(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}

import { decodeBase64 } from './base64.js';
import { MalformedTextError } from './codec-errors.js';
import * as format from './format.js';
import { primordials as p, setOwn } from './primordials.js';

/** No encoder of ours nests deeper within one root; what does was forged. */
const MAXIMUM_DEPTH = 8 * format.INLINE_DEPTH;

/**
 * Reads what `encode` wrote. Safe on any text: builds data only, sets own properties only (also `__proto__`), and
 * throws a `MalformedTextError` for everything that no encoder writes.
 */
export function decode(text: string): unknown {
  const body = p.slice(text, 1);
  if (text[0] === format.MARK_JSON) return parseJson(body);
  if (text[0] !== format.MARK_ROOTS) throw new MalformedTextError('unknown mark');
  const roots = parseJson(body);
  if (!p.isArray(roots) || roots.length === 0) throw new MalformedTextError('no roots');
  return new Decoder(roots).decode();
}

function parseJson(body: string): unknown {
  try {
    return p.parse(body) as unknown;
  } catch {
    throw new MalformedTextError('not JSON');
  }
}

type Fill = () => void;

class Decoder {
  readonly #roots: readonly unknown[];
  readonly #objects: { [index: number]: unknown } = p.create(null);
  readonly #later: { [index: number]: Fill | undefined } = p.create(null);
  readonly #taken: { [root: number]: true | undefined } = p.create(null);
  #numbered = 0;
  #depth = 0;

  constructor(roots: readonly unknown[]) {
    this.#roots = roots;
  }

  decode(): unknown {
    const value = this.#slot(this.#roots[0]);
    for (let root = 1; root < this.#roots.length; root += 1) {
      const fill = this.#later[root];
      if (!fill) throw new MalformedTextError('a root that nothing leads to');
      this.#depth = 0;
      fill();
    }
    return value;
  }

  #slot(slot: unknown): unknown {
    if (typeof slot !== 'object' || slot === null) return slot;
    if (p.isArray(slot)) return this.#fillNow(this.#array(slot));
    const special = specialOf(slot);
    if (special === undefined) return this.#fillNow(this.#plain(slot as Record<string, unknown>));
    if (typeof special === 'number') return this.#constant(special);
    if (!p.isArray(special)) throw new MalformedTextError('unknown special');
    if (special[0] === 'i') return this.#bigint(special[1]);
    if (special[0] === 'f') return this.#deferred(special[1]);
    return this.#fillNow(this.#special(special));
  }

  #fillNow([value, fill]: readonly [unknown, Fill?]): unknown {
    if (fill) {
      this.#depth += 1;
      if (this.#depth > MAXIMUM_DEPTH) throw new MalformedTextError('nested too deeply');
      fill();
      this.#depth -= 1;
    }
    return value;
  }

  /** Takes the number that the encoder gave this object when it first met it. */
  #number<T>(value: T): T {
    this.#objects[this.#numbered] = value;
    this.#numbered += 1;
    return value;
  }

  #constant(code: number): unknown {
    switch (code) {
      case format.UNDEFINED:
        return undefined;
      case format.NOT_A_NUMBER:
        return NaN;
      case format.POSITIVE_INFINITY:
        return Infinity;
      case format.NEGATIVE_INFINITY:
        return -Infinity;
      case format.NEGATIVE_ZERO:
        return -0;
    }
    if (!(code >= 0 && code < this.#numbered && code % 1 === 0)) throw new MalformedTextError('unknown number');
    return this.#objects[code];
  }

  #bigint(digits: unknown): bigint {
    if (typeof digits !== 'string') throw new MalformedTextError('not a BigInt');
    return attempt(() => p.BigInt(digits));
  }

  /** The object exists at once, so that others can refer to it; its content is read when its root's turn comes. */
  #deferred(root: unknown): unknown {
    if (typeof root !== 'number' || !(root > 0 && root < this.#roots.length) || this.#taken[root]) {
      throw new MalformedTextError('unknown root');
    }
    this.#taken[root] = true;
    const content = this.#roots[root];
    if (typeof content !== 'object' || content === null) throw new MalformedTextError('a root that is no object');
    const special = p.isArray(content) ? undefined : specialOf(content);
    let parts: readonly [unknown, Fill?];
    if (p.isArray(content)) parts = this.#array(content);
    else if (special === undefined) parts = this.#plain(content as Record<string, unknown>);
    else if (p.isArray(special) && special[0] !== 'f') parts = this.#special(special);
    else throw new MalformedTextError('a root that is no object');
    this.#later[root] = parts[1] ?? (() => undefined);
    return parts[0];
  }

  /** Arrays and plain objects are filled in place: `JSON.parse` made them for us alone. */
  #array(slots: unknown[]): readonly [unknown, Fill] {
    return [this.#number(slots), () => {
        for (let index = 0; index < slots.length; index += 1) setOwn(slots, index, this.#slot(slots[index]));
      }]; // prettier-ignore
  }

  #plain(record: Record<string, unknown>): readonly [unknown, Fill] {
    return [this.#number(record), () => {
        const keys = p.keys(record);
        for (let index = 0; index < keys.length; index += 1) {
          const key = keys[index]!;
          const slot = record[key];
          if (typeof slot === 'object' && slot !== null) setOwn(record, key, this.#slot(slot));
        }
      }]; // prettier-ignore
  }

  #special(node: readonly unknown[]): readonly [unknown, Fill?] {
    switch (node[0]) {
      case 'o': {
        const target = this.#number({});
        return [target, () => this.#entries(target, node, 1)];
      }
      case 's': {
        const target = this.#number(sparseArray(node[1]));
        return [target, () => this.#entries(target, node, 2)];
      }
      case 'm': {
        const map = this.#number(new p.Map());
        return [map, () => {
            for (let index = 1; index < node.length; index += 2) {
              const key = this.#slot(node[index]);
              p.mapSet(map, key, this.#slot(node[index + 1]));
            }
          }]; // prettier-ignore
      }
      case 'e': {
        const set = this.#number(new p.Set());
        return [set, () => {
            for (let index = 1; index < node.length; index += 1) p.setAdd(set, this.#slot(node[index]));
          }]; // prettier-ignore
      }
      case 'x':
        return this.#error(node);
      case 'v':
        return this.#view(node);
      case 'd':
        return [this.#number(new p.Date(typeof node[1] === 'number' ? node[1] : NaN))];
      case 'r':
        return [this.#number(attempt(() => new p.RegExp(asText(node[1]), asText(node[2]))))];
      case 'b': {
        const bytes = decodeBase64(asText(node[1]));
        if (!bytes) throw new MalformedTextError('not base64');
        return [this.#number(bytes.buffer)];
      }
      case 'p': {
        const number = this.#numbered;
        this.#numbered += 1;
        const primitive = this.#slot(node[1]);
        if (typeof primitive === 'object' || primitive === undefined) throw new MalformedTextError('not a primitive');
        this.#objects[number] = p.Object(primitive) as unknown;
        return [this.#objects[number]];
      }
      default:
        throw new MalformedTextError('unknown kind');
    }
  }

  #entries(target: object, node: readonly unknown[], start: number): void {
    for (let index = start; index < node.length; index += 2) {
      const key = asText(node[index]);
      // A length among the entries could make the caller's process allocate what a few bytes ask for.
      if (key === 'length' && p.isArray(target)) throw new MalformedTextError('a second length');
      const value = this.#slot(node[index + 1]);
      attempt(() => setOwn(target, key, value));
    }
  }

  #error(node: readonly unknown[]): readonly [unknown, Fill] {
    const name = asText(node[1]);
    const message = asText(node[2]);
    const isNative = p.hasOwn(NATIVE_ERRORS, name);
    const error = this.#number(new (isNative ? p.errors[name]! : p.Error)(message));
    const hide = { __proto__: null, writable: true, enumerable: false, configurable: true };
    if (!isNative && name !== 'Error') p.defineProperty(error, 'name', { ...hide, value: name } as PropertyDescriptor);
    // The stack of this very line would tell about the reader's own code.
    const stack = message === '' ? name : `${name}: ${message}`;
    p.defineProperty(error, 'stack', { ...hide, value: stack } as PropertyDescriptor);
    return [error, () => {
        const slot = node[3];
        if (specialOf(slot) === format.ABSENT) return;
        p.defineProperty(error, 'cause', { ...hide, value: this.#slot(slot) } as PropertyDescriptor);
      }]; // prettier-ignore
  }

  #view(node: readonly unknown[]): readonly [unknown] {
    const name = asText(node[1]);
    if (!p.hasOwn(format.VIEW_ELEMENT_BYTES, name)) throw new MalformedTextError('unknown view');
    const number = this.#numbered;
    this.#numbered += 1;
    const buffer = this.#slot(node[2]);
    const [, , , offset, length] = node;
    if (typeof offset !== 'number' || typeof length !== 'number') throw new MalformedTextError('not a view');
    attempt(() => p.bufferLength(buffer));
    this.#objects[number] = attempt(() => new p.views[name]!(buffer as ArrayBuffer, offset, length));
    return [this.#objects[number]];
  }
}

const NATIVE_ERRORS: { readonly [name: string]: true } = {
  EvalError: true, RangeError: true, ReferenceError: true, SyntaxError: true, TypeError: true, URIError: true,
}; // prettier-ignore

/** What stands under `$` when that is the object's only key. */
function specialOf(slot: unknown): unknown {
  if (typeof slot !== 'object' || slot === null || !p.hasOwn(slot, '$')) return undefined;
  if (p.keys(slot).length !== 1) throw new MalformedTextError('$ among other keys');
  return (slot as { $: unknown }).$ ?? null;
}

/**
 * An empty array of a given length that takes no memory: V8 allocates room for up to 32 million elements when the
 * length of a fresh array is set, unless the array is a dictionary already.
 */
function sparseArray(length: unknown): unknown[] {
  if (typeof length !== 'number' || !(length >= 0 && length < 2 ** 32) || length % 1 !== 0) {
    throw new MalformedTextError('not a length');
  }
  const array: unknown[] = [];
  setOwn(array, 2 ** 32 - 2, 0);
  array.length = length;
  return array;
}

function asText(value: unknown): string {
  if (typeof value !== 'string') throw new MalformedTextError('not a text');
  return value;
}

/** Runs a constructor that may refuse what it is given. */
function attempt<T>(construct: () => T): T {
  try {
    return construct();
  } catch {
    throw new MalformedTextError('refused');
  }
}

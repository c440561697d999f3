import { MalformedTextError } from './codec-errors.js';
import {
  NATIVE_ERRORS,
  asPrimitive,
  asText,
  attempt,
  bigintOf,
  patternOf,
  bufferOf,
  sparseArray,
  specialOf,
} from './decode-parts.js';
import * as format from './format.js';
import { primordials as p, setHidden, setOwn } from './primordials.js';

/** No encoder of ours nests deeper within one root; what does was forged. */
const MAXIMUM_DEPTH = 8 * format.INLINE_DEPTH;

type Vector<T> = { [index: number]: T };

/** A container that is being filled: `fill` takes the slot at `index` and says whether there was one. */
interface Frame {
  readonly fill: (index: number) => boolean;
  index: number;
}

/** Containers exist before their content does, so that it can refer to them; they are filled in the order of the text. */
export class Decoder {
  value: unknown;
  readonly #roots: readonly unknown[];
  readonly #objects: Vector<unknown> = p.create(null) as Vector<unknown>;
  readonly #later: Vector<Frame | undefined> = p.create(null) as Vector<Frame | undefined>;
  readonly #stack: Vector<Frame> = p.create(null) as Vector<Frame>;
  #numbered = 0;
  #height = 0;
  #root = 0;
  #tookLong = false;

  constructor(roots: readonly unknown[]) {
    this.#roots = roots;
  }

  /** Reads one slot; answers whether it was the last. */
  step(): boolean {
    if (this.#height === 0) return this.#nextRoot();
    const frame = this.#stack[this.#height - 1]!;
    const { index } = frame;
    frame.index = index + 1;
    if (!frame.fill(index)) {
      this.#height -= 1;
      // A frame that was pushed by the call stays; only the finished one goes.
      delete this.#stack[this.#height];
    }
    return false;
  }

  /** Whether one step since this was asked last made what may take as long as many others. */
  tookLong(): boolean {
    const took = this.#tookLong;
    this.#tookLong = false;
    return took;
  }

  #nextRoot(): boolean {
    const root = this.#root;
    this.#root += 1;
    if (root === 0) this.value = this.#slot(this.#roots[0]);
    else if (root >= this.#roots.length) return true;
    else {
      const frame = this.#later[root];
      if (!frame) throw new MalformedTextError('a root that nothing leads to');
      this.#push(frame);
    }
    return false;
  }

  #push(frame: Frame): void {
    if (this.#height >= MAXIMUM_DEPTH) throw new MalformedTextError('nested too deeply');
    this.#stack[this.#height] = frame;
    this.#height += 1;
  }

  #slot(slot: unknown): unknown {
    if (typeof slot !== 'object' || slot === null) return slot;
    const special = p.isArray(slot) ? undefined : specialOf(slot);
    if (typeof special === 'number') return this.#constant(special);
    if (p.isArray(special)) {
      const leaf = this.#leaf(special);
      if (leaf) return leaf.value;
      if (special[0] === 'f') return this.#deferred(special[1]);
    } else if (special !== undefined) throw new MalformedTextError('unknown special');
    return this.#container(slot, special, (frame) => this.#push(frame));
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
    if (!(code >= 0 && code < this.#numbered && code % 1 === 0))
      throw new MalformedTextError('unknown number');
    return this.#objects[code];
  }

  /** Values without content of their own; `undefined` for containers. */
  #leaf(node: readonly unknown[]): { readonly value: unknown } | undefined {
    switch (node[0]) {
      case 'i':
        this.#tookLong = true;
        return { value: bigintOf(node[1]) };
      case 'd':
        return { value: this.#number(new p.Date(typeof node[1] === 'number' ? node[1] : NaN)) };
      case 'r':
        this.#tookLong = true;
        return { value: this.#number(patternOf(node[1], node[2])) };
      case 'b':
        return { value: this.#number(bufferOf(node[1])) };
      case 'p':
        return { value: this.#number(p.Object(this.#primitive(node[1])) as unknown) };
      case 'v':
        return { value: this.#view(node) };
      default:
        return undefined;
    }
  }

  #primitive(slot: unknown): unknown {
    if (typeof slot !== 'object' || slot === null) return asPrimitive(slot);
    const special = specialOf(slot);
    if (typeof special === 'number' && special < 0) return asPrimitive(this.#constant(special));
    if (p.isArray(special) && special[0] === 'i') return bigintOf(special[1]);
    throw new MalformedTextError('not a primitive');
  }

  #view(node: readonly unknown[]): unknown {
    const name = asText(node[1]);
    const offset = node[3];
    const length = node[4];
    if (!p.hasOwn(format.VIEW_ELEMENT_BYTES, name)) throw new MalformedTextError('unknown view');
    if (typeof offset !== 'number' || typeof length !== 'number') throw new MalformedTextError('not a view');
    const number = this.#numbered;
    this.#numbered += 1;
    const special = specialOf(node[2]);
    let buffer: unknown;
    if (typeof special === 'number' && special >= 0) buffer = this.#constant(special);
    else if (p.isArray(special) && special[0] === 'b') buffer = this.#number(bufferOf(special[1]));
    else throw new MalformedTextError('not a buffer');
    attempt(() => p.bufferLength(buffer));
    this.#objects[number] = attempt(() => new p.views[name]!(buffer as ArrayBuffer, offset, length));
    return this.#objects[number];
  }

  /** The object exists at once, so that others can refer to it; its content is read when its root's turn comes. */
  #deferred(root: unknown): unknown {
    if (
      typeof root !== 'number' ||
      !(root > this.#root - 1 && root < this.#roots.length) ||
      this.#later[root]
    ) {
      throw new MalformedTextError('unknown root');
    }
    const content = this.#roots[root];
    if (typeof content !== 'object' || content === null)
      throw new MalformedTextError('a root that is no object');
    const special = p.isArray(content) ? undefined : specialOf(content);
    if (special !== undefined && !p.isArray(special))
      throw new MalformedTextError('a root that is no object');
    return this.#container(content, special, (frame) => {
      this.#later[root] = frame;
    });
  }

  /** Makes the object and hands over how to fill it. Arrays and plain objects are filled in place: they are ours alone. */
  #container(
    content: object,
    special: readonly unknown[] | undefined,
    later: (frame: Frame) => void,
  ): unknown {
    if (p.isArray(content)) return this.#array(content, later);
    if (special === undefined) return this.#plain(content as Record<string, unknown>, later);
    switch (special[0]) {
      case 'o':
        return this.#entries(this.#number({}), special, 1, later);
      case 's':
        return this.#entries(this.#number(sparseArray(special[1])), special, 2, later);
      case 'm':
        return this.#map(special, later);
      case 'e':
        return this.#set(special, later);
      case 'x':
        return this.#error(special, later);
      default:
        throw new MalformedTextError('unknown kind');
    }
  }

  #array(slots: unknown[], later: (frame: Frame) => void): unknown {
    this.#number(slots);
    const fill = (index: number): boolean => {
      if (index >= slots.length) return false;
      const slot = slots[index];
      const value = this.#slot(slot);
      if (value !== slot) setOwn(slots, index, value);
      return true;
    };
    later({ fill, index: 0 });
    return slots;
  }

  #plain(record: Record<string, unknown>, later: (frame: Frame) => void): unknown {
    this.#number(record);
    const keys = p.keys(record);
    const fill = (index: number): boolean => {
      if (index >= keys.length) return false;
      const key = keys[index]!;
      const slot = record[key];
      const value = this.#slot(slot);
      if (value !== slot) setOwn(record, key, value);
      return true;
    };
    later({ fill, index: 0 });
    return record;
  }

  #entries(target: object, node: readonly unknown[], start: number, later: (frame: Frame) => void): unknown {
    const fill = (index: number): boolean => {
      const at = start + index * 2;
      if (at >= node.length) return false;
      const key = asText(node[at]);
      // A length among the entries could make the caller's process allocate what a few bytes ask for.
      if (key === 'length' && p.isArray(target)) throw new MalformedTextError('a second length');
      const value = this.#slot(node[at + 1]);
      attempt(() => setOwn(target, key, value));
      return true;
    };
    later({ fill, index: 0 });
    return target;
  }

  #map(node: readonly unknown[], later: (frame: Frame) => void): unknown {
    const map = this.#number(new p.Map<unknown, unknown>());
    let key: unknown;
    const fill = (index: number): boolean => {
      if (1 + index >= node.length) return false;
      const value = this.#slot(node[1 + index]);
      if (index % 2 === 0) key = value;
      else p.mapSet(map, key, value);
      return true;
    };
    later({ fill, index: 0 });
    return map;
  }

  #set(node: readonly unknown[], later: (frame: Frame) => void): unknown {
    const set = this.#number(new p.Set<unknown>());
    const fill = (index: number): boolean => {
      if (1 + index >= node.length) return false;
      p.setAdd(set, this.#slot(node[1 + index]));
      return true;
    };
    later({ fill, index: 0 });
    return set;
  }

  #error(node: readonly unknown[], later: (frame: Frame) => void): unknown {
    const name = asText(node[1]);
    const message = asText(node[2]);
    const isNative = p.hasOwn(NATIVE_ERRORS, name);
    const error = this.#number(new (isNative ? p.errors[name]! : p.Error)(message));
    if (!isNative && name !== 'Error') setHidden(error, 'name', name);
    // The stack of this very line would tell about the reader's own code.
    setHidden(error, 'stack', message === '' ? name : `${name}: ${message}`);
    const fill = (index: number): boolean => {
      if (index > 0 || specialOf(node[3]) === format.ABSENT) return false;
      setHidden(error, 'cause', this.#slot(node[3]));
      return true;
    };
    later({ fill, index: 0 });
    return error;
  }
}

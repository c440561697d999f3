import { encodeBase64 } from './base64.js';
import { CannotCrossError, TooLargeError } from './codec-errors.js';
import { brandOf, describeType } from './brands.js';
import * as format from './format.js';
import { primordials as p } from './primordials.js';
import { shownKeys } from './shown-keys.js';
import { fitsUtf8, utf8Length } from './utf8-length.js';

/** A vector that no setter on `Array.prototype` can see into. */
type Vector<T> = { [index: number]: T };

interface Deferred {
  readonly value: object;
  readonly path: string;
}

export interface EncodeOptions {
  /**
   * Views on part of a buffer cross with their own bytes alone, not with the buffer. For values of a service: its
   * Buffers share pools with each other. Default `false`.
   */
  readonly own_bytes?: boolean;
}

/**
 * Writes a value as text. Reads every property once; getters and proxy traps run here, so it is called where the
 * value lives. Throws `CannotCrossError`, `TooLargeError`, or what a getter throws.
 */
export function encode(value: unknown, maximumBytes: number, options: EncodeOptions = {}): string {
  const text = new Encoder(maximumBytes, options.own_bytes === true).encode(value);
  if (!fitsUtf8(text, maximumBytes)) throw new TooLargeError(utf8Length(text));
  return text;
}

class Encoder {
  readonly #seen = new p.Map<object, number>();
  readonly #deferred: Vector<Deferred> = p.create(null);
  readonly #keys: Vector<string> = p.create(null);
  #maximum: number;
  #numbered = 0;
  #roots = 1;
  #depth = 0;
  #prefix = '$';
  #special = false;
  #written = 0;

  constructor(
    maximum: number,
    private readonly ownBytes: boolean,
  ) {
    this.#maximum = maximum;
  }

  encode(value: unknown): string {
    let text = this.#slot(value);
    if (!this.#special) return format.MARK_JSON + text;
    for (let root = 1; root < this.#roots; root += 1) {
      const { value: content, path } = this.#deferred[root]!;
      this.#prefix = path;
      this.#depth = 0;
      text += ',' + this.#content(content);
    }
    return `${format.MARK_ROOTS}[${text}]`;
  }

  /** Counts what is written, so that a huge value stops early instead of filling the memory first. */
  #out(text: string): string {
    this.#written += text.length;
    if (this.#written > this.#maximum) throw new TooLargeError(this.#written);
    return text;
  }

  /** JSON of a string; one that cannot fit is refused before it is copied. */
  #text(value: string): string {
    if (value.length > this.#maximum) throw new TooLargeError(value.length);
    return this.#out(p.stringify(value));
  }

  #escape(inner: string): string {
    this.#special = true;
    return this.#out('{"$":') + inner + '}';
  }

  #slot(value: unknown): string {
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'number':
        return this.#number(value);
      case 'boolean':
        return this.#out(value ? 'true' : 'false');
      case 'undefined':
        return this.#escape(`${format.UNDEFINED}`);
      case 'bigint':
        return this.#bigint(value);
      case 'object':
        return value === null ? this.#out('null') : this.#object(value);
      default:
        throw this.#refuse(describeType(value));
    }
  }

  #bigint(value: bigint): string {
    const digits = p.bigintToString(value);
    if (digits.length > format.BIGINT_DIGITS)
      throw this.#refuse(`a BigInt of more than ${format.BIGINT_DIGITS} digits`);
    return this.#escape(this.#out(`["i","${digits}"]`));
  }

  #number(value: number): string {
    if (value !== value) return this.#escape(`${format.NOT_A_NUMBER}`);
    if (value === Infinity) return this.#escape(`${format.POSITIVE_INFINITY}`);
    if (value === -Infinity) return this.#escape(`${format.NEGATIVE_INFINITY}`);
    if (p.is(value, -0)) return this.#escape(`${format.NEGATIVE_ZERO}`);
    return this.#out(`${value}`);
  }

  #object(value: object): string {
    const known = p.mapGet(this.#seen, value) as number | undefined;
    if (known !== undefined) return this.#escape(`${known}`);
    p.mapSet(this.#seen, value, this.#numbered);
    this.#numbered += 1;
    if (this.#depth < format.INLINE_DEPTH || !isContainer(value)) return this.#content(value);
    const root = this.#roots;
    this.#roots += 1;
    this.#deferred[root] = { value, path: this.#path() };
    return this.#escape(`["f",${root}]`);
  }

  #content(value: object): string {
    if (p.isArray(value)) return this.#array(value);
    const prototype = p.getPrototypeOf(value) as unknown;
    if (prototype === p.objectPrototype || prototype === null)
      return this.#plain(value as Record<string, unknown>);
    return this.#exotic(value) ?? this.#plain(value as Record<string, unknown>);
  }

  #plain(value: Record<string, unknown>): string {
    const keys = shownKeys(value);
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index]!;
      if (key.length > this.#maximum) throw new TooLargeError(key.length);
      if (!isPlainKey(key)) return this.#escape('["o"' + this.#entries(value, keys) + ']');
    }
    let text = '';
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index]!;
      text += this.#out(index === 0 ? '' : ',') + this.#text(key) + ':' + this.#at(key, value[key]);
    }
    return `{${text}}`;
  }

  #array(value: readonly unknown[]): string {
    const keys = p.keys(value);
    const { length } = value;
    // A Proxy may claim anything.
    if (!(typeof length === 'number' && length >= 0 && length < 2 ** 32 && length % 1 === 0)) {
      throw this.#refuse('an array without a length');
    }
    if (keys.length !== length || (length > 0 && keys[length - 1] !== `${length - 1}`)) {
      return this.#escape(`["s",${length}` + this.#entries(value as never, keys) + ']');
    }
    let text = '';
    for (let index = 0; index < length; index += 1) {
      text += (index === 0 ? '' : this.#out(',')) + this.#at(index, value[index]);
    }
    return `[${text}]`;
  }

  #entries(value: Record<string, unknown>, keys: readonly string[]): string {
    let text = '';
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index]!;
      // The names of an array's elements come first.
      const isElement = p.isArray(value) && `${+key >>> 0}` === key;
      text += `,${this.#text(key)},` + this.#at(isElement ? +key : key, value[key]);
    }
    return text;
  }

  /** Text of what is neither an array nor a plain object; `undefined` for instances of classes. */
  #exotic(value: object): string | undefined {
    const brand = brandOf(value);
    switch (brand) {
      case 'Date': {
        const time = p.getTime(value);
        return this.#escape(this.#out(`["d",${time === time ? time : 'null'}]`));
      }
      case 'RegExp':
        return this.#pattern(p.regExpSource(value), p.regExpFlags(value));
      case 'Number':
        return this.#escape(`["p",${this.#slot(p.numberValue(value))}]`);
      case 'String':
        return this.#escape(`["p",${this.#slot(p.stringValue(value))}]`);
      case 'Boolean':
        return this.#escape(`["p",${this.#slot(p.booleanValue(value))}]`);
      case 'BigInt':
        return this.#escape(`["p",${this.#slot(p.bigintValue(value))}]`);
      case 'Map':
        return this.#escape('["m"' + this.#map(value) + ']');
      case 'Set':
        return this.#escape('["e"' + this.#set(value) + ']');
      case 'ArrayBuffer':
        return this.#buffer(value as ArrayBuffer);
      case 'Error':
        return this.#error(value as Error);
      case 'DataView':
        return this.#view(brand, p.dataViewBuffer(value), p.dataViewOffset(value), p.dataViewLength(value));
      case undefined: {
        const found = describeType(value);
        if (found !== 'an object') throw this.#refuse(found);
        return undefined;
      }
      default:
        return this.#view(brand, p.viewBuffer(value), p.viewOffset(value), p.viewLength(value));
    }
  }

  #pattern(source: string, flags: string): string {
    const maximum = format.maximumPattern(flags);
    if (source.length > maximum) throw this.#refuse(`a RegExp of more than ${maximum} characters`);
    return this.#escape(`["r",${this.#text(source)},${this.#text(flags)}]`);
  }

  #map(value: object): string {
    let text = '';
    let index = 0;
    p.mapForEach(value, (entry, key) => {
      text +=
        this.#out(',') + this.#at(`key ${index}`, key) + this.#out(',') + this.#at(`value ${index}`, entry);
      index += 1;
    });
    return text;
  }

  #set(value: object): string {
    let text = '';
    let index = 0;
    p.setForEach(value, (entry) => {
      text += this.#out(',') + this.#at(`entry ${index}`, entry);
      index += 1;
    });
    return text;
  }

  #buffer(value: ArrayBuffer): string {
    const length = p.bufferLength(value);
    if (length > this.#maximum) throw new TooLargeError(length);
    let bytes: Uint8Array;
    try {
      bytes = new p.Uint8Array(value);
    } catch {
      throw this.#refuse('a detached ArrayBuffer');
    }
    return this.#escape(this.#out(`["b","${encodeBase64(bytes)}"]`));
  }

  #view(name: string, buffer: ArrayBuffer, offset: number, length: number): string {
    if (p.tagOf(buffer) === '[object SharedArrayBuffer]') throw this.#refuse('a SharedArrayBuffer');
    const bytes = length * format.VIEW_ELEMENT_BYTES[name]!;
    if (this.ownBytes && bytes !== p.bufferLength(buffer)) {
      // The copy is an object of its own, which takes a number as every object does.
      this.#numbered += 1;
      const copy = encodeBase64(new p.Uint8Array(buffer, offset, bytes));
      return this.#escape(this.#out(`["v","${name}",{"$":["b","${copy}"]},0,${length}]`));
    }
    return this.#escape(this.#out(`["v","${name}",`) + this.#at('buffer', buffer) + `,${offset},${length}]`);
  }

  #error(value: Error): string {
    const { name, message } = value as { name?: unknown; message?: unknown };
    const shownName = typeof name === 'string' ? name : 'Error';
    const shownMessage = typeof message === 'string' ? message : '';
    const head = `["x",${this.#text(shownName)},${this.#text(shownMessage)},`;
    // vm2 gives every error a cause of its own, undefined where there is none.
    const given = p.hasOwn(value, 'cause') ? value.cause : undefined;
    const cause = given === undefined ? `{"$":${format.ABSENT}}` : this.#at('cause', given);
    return this.#escape(head + cause + ']');
  }

  #at(key: string | number, value: unknown): string {
    if (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol')
      return this.#slot(value);
    this.#keys[this.#depth] = typeof key === 'number' ? `[${key}]` : pathPart(key);
    this.#depth += 1;
    const text = this.#slot(value);
    this.#depth -= 1;
    return text;
  }

  #path(): string {
    let path = this.#prefix;
    for (let index = 0; index < this.#depth; index += 1) path += this.#keys[index]!;
    return path.length > 512 ? p.slice(path, 0, 512) + '…' : path;
  }

  #refuse(found: string): CannotCrossError {
    return new CannotCrossError(this.#path(), found);
  }
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const testIdentifier = Function.prototype.call.bind(RegExp.prototype.exec, IDENTIFIER) as (
  text: string,
) => unknown;

function pathPart(key: string): string {
  const isCut = key.length > 64;
  const short = isCut ? p.slice(key, 0, 64) : key;
  const mark = isCut ? '…' : '';
  return testIdentifier(short) === null ? `[${p.stringify(short + mark)}]` : `.${short}${mark}`;
}

/**
 * Whether a key may stand as a key of JSON. Not `$`, which is ours, and none that JSON has to escape: `JSON.parse` of
 * Node 26 (V8 14) mistakes such keys for one another (`{"a":1,"\\\\":2}` first, then `{"a":1,"\\n":2}` has a key `\\`).
 */
function isPlainKey(key: string): boolean {
  return key !== '$' && p.stringify(key).length === key.length + 2;
}

/** Whether a value has content that may nest further. */
function isContainer(value: object): boolean {
  if (p.isArray(value)) return true;
  const brand = brandOf(value);
  return brand === undefined || brand === 'Map' || brand === 'Set' || brand === 'Error';
}

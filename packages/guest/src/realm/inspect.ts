import { brandOf, describeType, primordials as p, setOwn, shownKeys } from '@codelets/core';
import { intrinsics, quietly } from './intrinsics.js';
import { isWebClass } from './web/web-globals.js';

/** How values look in logs: the same on every engine, always one line unless a string brings line breaks itself. */
const MAXIMUM_DEPTH = 4;
const MAXIMUM_ENTRIES = 100;
const MAXIMUM_STRING = 10_000;

/** Text of a value as `console.log` shows it; stops near `budget` units. Getters are shown, not called. */
export function inspect(value: unknown, budget: number): string {
  return new Inspector(budget).value(value, 0);
}

class Inspector {
  #left: number;
  readonly #open = new p.Set<unknown>();

  constructor(budget: number) {
    this.#left = budget;
  }

  value(value: unknown, depth: number): string {
    const text =
      typeof value === 'object' && value !== null ? this.#object(value, depth) : this.#primitive(value);
    this.#left -= text.length;
    return text;
  }

  #primitive(value: unknown): string {
    switch (typeof value) {
      case 'string':
        return quote(value);
      case 'number':
        return p.is(value, -0) ? '-0' : `${value}`;
      case 'bigint':
        return `${value}n`;
      case 'symbol':
        return intrinsics.symbolToString(value);
      case 'function':
        return functionLabel(value);
      default:
        return `${value}`;
    }
  }

  #object(value: object, depth: number): string {
    if (setHas(this.#open, value)) return '[Circular]';
    p.setAdd(this.#open, value);
    try {
      return this.#uncircled(value, depth);
    } finally {
      setDelete(this.#open, value);
    }
  }

  #uncircled(value: object, depth: number): string {
    const deep = depth > MAXIMUM_DEPTH;
    if (intrinsics.isArray(value)) return deep ? '[Array]' : this.#array(value, depth, '');
    const brand = brandOf(value);
    switch (brand) {
      case undefined:
        return this.#plain(value, depth, deep);
      case 'Date': {
        const time = p.getTime(value);
        return time === time ? intrinsics.toIso(value) : 'Invalid Date';
      }
      case 'RegExp':
        return `/${p.regExpSource(value)}/${p.regExpFlags(value)}`;
      case 'Number':
      case 'String':
      case 'Boolean':
      case 'BigInt':
        return `[${brand}: ${this.value(unboxed(brand, value), depth)}]`;
      case 'Error':
        return this.#error(value as Error, depth);
      case 'Map':
        return deep ? '[Map]' : this.#map(value, depth);
      case 'Set':
        return deep ? '[Set]' : this.#set(value, depth);
      case 'ArrayBuffer':
        return `ArrayBuffer { byteLength: ${p.bufferLength(value)} }`;
      case 'DataView':
        return `DataView { byteLength: ${p.dataViewLength(value)} }`;
      default:
        return this.#array(value as unknown as unknown[], depth, `${brand}(${p.viewLength(value)}) `);
    }
  }

  #array(value: readonly unknown[], depth: number, label: string): string {
    const { length } = value;
    const list = this.#list(label + '[', ']');
    let index = 0;
    let holes = 0;
    const flushHoles = (): void => {
      if (holes > 0) list.add(`<${holes} empty item${holes === 1 ? '' : 's'}>`);
      holes = 0;
    };
    for (; index < length && list.hasRoom(); index += 1) {
      if (label === '' && !p.hasOwn(value, index)) {
        if (index === 0 && length > MAXIMUM_ENTRIES * 100) return `${label}[ <array of length ${length}> ]`;
        holes += 1;
        continue;
      }
      flushHoles();
      list.add(this.#property(value, index, depth));
    }
    flushHoles();
    if (index < length) list.add(`... ${length - index} more item${length - index === 1 ? '' : 's'}`);
    return list.end();
  }

  #plain(value: object, depth: number, deep: boolean): string {
    const known = describeType(value);
    if (known !== 'an object') return `${p.slice(p.tagOf(value), 8, -1)} {}`;
    const name = constructorName(value);
    if (deep) return `[${name === '' ? 'Object' : name}]`;
    const label = name === 'Object' ? '' : name === '' ? '[Object: null prototype] ' : `${name} `;
    const list = this.#list(`${label}{`, '}');
    this.#properties(value, shownKeys(value), depth, list);
    return list.end();
  }

  #properties(value: object, keys: readonly string[], depth: number, list: List): void {
    let index = 0;
    for (; index < keys.length && list.hasRoom(); index += 1) {
      const key = keys[index]!;
      list.add(`${plainKey(key) ? key : quote(key)}: ${this.#property(value, key, depth)}`);
    }
    const left = keys.length - index;
    if (left > 0) list.add(`... ${left} more propert${left === 1 ? 'y' : 'ies'}`);
  }

  #property(value: object, key: PropertyKey, depth: number): string {
    const descriptor = intrinsics.descriptorOf(value, key);
    if (!descriptor) return 'undefined';
    // Own fields only: `get` may be set on Object.prototype.
    if (p.hasOwn(descriptor, 'value')) return this.value(descriptor.value, depth + 1);
    if (descriptor.get) return descriptor.set ? '[Getter/Setter]' : '[Getter]';
    return '[Setter]';
  }

  #error(value: Error, depth: number): string {
    const stack = quietly(() => value.stack as unknown, undefined);
    let text = typeof stack === 'string' && stack !== '' ? stack : quietly(() => `${value}`, 'Error');
    if (depth > 0 && intrinsics.indexOf(text, '\n') === -1) text = `[${text}]`;
    const list = this.#list('{', '}');
    if (depth <= MAXIMUM_DEPTH) {
      this.#properties(value, withoutCause(p.keys(value)), depth, list);
      if (p.hasOwn(value, 'cause') && value.cause !== undefined)
        list.add(`[cause]: ${this.#property(value, 'cause', depth)}`);
    }
    return list.isEmpty() ? text : `${text} ${list.end()}`;
  }

  #map(value: object, depth: number): string {
    const size = p.mapSize(value) as number;
    const list = this.#list(`Map(${size}) {`, '}');
    p.mapForEach(value, (entry, key) => {
      if (list.hasRoom()) list.add(`${this.value(key, depth + 1)} => ${this.value(entry, depth + 1)}`);
    });
    if (size > list.count()) list.add(`... ${size - list.count()} more`);
    return list.end();
  }

  #set(value: object, depth: number): string {
    const size = p.setSize(value) as number;
    const list = this.#list(`Set(${size}) {`, '}');
    p.setForEach(value, (entry) => {
      if (list.hasRoom()) list.add(this.value(entry, depth + 1));
    });
    if (size > list.count()) list.add(`... ${size - list.count()} more`);
    return list.end();
  }

  #list(open: string, close: string): List {
    let text = '';
    let count = 0;
    return {
      add: (item) => {
        text += (count === 0 ? ' ' : ', ') + item;
        count += 1;
      },
      hasRoom: () => count < MAXIMUM_ENTRIES && this.#left > 0,
      count: () => count,
      isEmpty: () => count === 0,
      end: () => (count === 0 ? open + close : `${open}${text} ${close}`),
    };
  }
}

interface List {
  add(item: string): void;
  hasRoom(): boolean;
  count(): number;
  isEmpty(): boolean;
  end(): string;
}

/** A cause is shown once and last, whether it was given to the constructor or assigned. */
function withoutCause(keys: readonly string[]): string[] {
  const others: string[] = [];
  for (let index = 0; index < keys.length; index += 1)
    if (keys[index] !== 'cause') setOwn(others, others.length, keys[index]);
  return others;
}

const setHas = Function.prototype.call.bind(Set.prototype.has) as (
  set: Set<unknown>,
  value: unknown,
) => boolean;
const setDelete = Function.prototype.call.bind(Set.prototype.delete) as (
  set: Set<unknown>,
  value: unknown,
) => boolean;

const PLAIN_KEY = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const matchPlainKey = Function.prototype.call.bind(RegExp.prototype.exec, PLAIN_KEY) as (
  key: string,
) => unknown;
const plainKey = (key: string): boolean => matchPlainKey(key) !== null;

function unboxed(brand: string, value: object): unknown {
  if (brand === 'Number') return p.numberValue(value);
  if (brand === 'String') return p.stringValue(value);
  return brand === 'Boolean' ? p.booleanValue(value) : p.bigintValue(value);
}

function functionLabel(value: object): string {
  const name = quietly(() => ownValue(value, 'name'), '');
  const shown = typeof name === 'string' && name !== '' ? name : '(anonymous)';
  const isClass =
    isWebClass(value) || quietly(() => p.slice(intrinsics.sourceOf(value), 0, 5) === 'class', false);
  return isClass ? `[class ${shown}]` : `[Function: ${shown}]`;
}

/** Value of an own data property, without calling a getter. */
function ownValue(target: object, key: string): unknown {
  const descriptor = intrinsics.descriptorOf(target, key);
  return descriptor && p.hasOwn(descriptor, 'value') ? descriptor.value : undefined;
}

/** Name of the nearest constructor, '' without a prototype. Data properties only: nothing of the guest is called. */
function constructorName(value: object): string {
  let prototype: unknown = quietly(() => intrinsics.getPrototypeOf(value) as unknown, null);
  for (let steps = 0; typeof prototype === 'object' && prototype !== null && steps < 100; steps += 1) {
    const found = ownValue(prototype, 'constructor');
    if (typeof found === 'function') {
      const name = ownValue(found, 'name');
      if (typeof name === 'string' && name !== '') return name;
    }
    prototype = intrinsics.getPrototypeOf(prototype);
  }
  return '';
}

function quote(value: string): string {
  const text = value.length > MAXIMUM_STRING ? p.slice(value, 0, MAXIMUM_STRING) : value;
  const json = p.stringify(text);
  let result = "'";
  for (let index = 1; index < json.length - 1; index += 1) {
    const unit = json[index]!;
    if (unit === '\\' && json[index + 1] === '"') continue;
    result += unit === "'" ? "\\'" : unit;
    if (unit === '\\') {
      index += 1;
      result += json[index]!;
    }
  }
  return result + (text === value ? "'" : `'... ${value.length - text.length} more characters`);
}

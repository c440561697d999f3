import { primordials as p, setOwn } from '@codelets/core';
import { intrinsics } from '../../intrinsics.js';
import {
  appended,
  combined,
  nameOf,
  pairOf,
  replaced,
  sorted,
  without,
  type HeaderList,
  type Pair,
} from './header-list.js';
import { tag } from './tag.js';

/** The class, and what the prelude does with instances without asking their methods. */
export interface HeadersParts {
  readonly Headers: new (init?: unknown) => object;
  /** `isFixed`: of an answer, which cannot be changed. */
  create(list: HeaderList, isFixed: boolean): object;
  listOf(headers: object): HeaderList;
}

/** https://fetch.spec.whatwg.org/#headers-class. Built when it is first needed. */
export function createHeaders(): HeadersParts {
  let create!: HeadersParts['create'];
  let listOf!: HeadersParts['listOf'];
  let isHeaders!: (value: object) => boolean;

  class Headers {
    #list: HeaderList = [];
    #isFixed = false;

    constructor(init: unknown = undefined) {
      if (init !== undefined) this.#list = listFrom(init);
    }

    append(name: unknown, value: unknown): void {
      this.#change(appended(this.#list, pairOf(name, value)));
    }

    set(name: unknown, value: unknown): void {
      this.#change(replaced(this.#list, pairOf(name, value)));
    }

    delete(name: unknown): void {
      this.#change(without(this.#list, nameOf(name)));
    }

    get(name: unknown): string | null {
      return combined(this.#list, nameOf(name));
    }

    has(name: unknown): boolean {
      return combined(this.#list, nameOf(name)) !== null;
    }

    getSetCookie(): string[] {
      return column(only(this.#list, 'set-cookie'), 1);
    }

    forEach(callback: unknown, self: unknown = undefined): void {
      if (typeof callback !== 'function') throw new intrinsics.TypeError('The callback must be a function');
      const pairs = sorted(this.#list);
      for (let index = 0; index < pairs.length; index += 1)
        intrinsics.apply(callback as never, self, [pairs[index]![1], pairs[index]![0], this]);
    }

    keys(): IterableIterator<string> {
      return intrinsics.iterateArray(column(sorted(this.#list), 0));
    }

    values(): IterableIterator<string> {
      return intrinsics.iterateArray(column(sorted(this.#list), 1));
    }

    entries(): IterableIterator<Pair> {
      const pairs = sorted(this.#list);
      // Copies: the pairs of the list are not the codelet's to change.
      const copies: Pair[] = [];
      for (let index = 0; index < pairs.length; index += 1)
        setOwn(copies, index, [pairs[index]![0], pairs[index]![1]]);
      return intrinsics.iterateArray(copies);
    }

    #change(list: HeaderList): void {
      if (this.#isFixed) throw new intrinsics.TypeError('The headers of an answer cannot be changed');
      this.#list = list;
    }

    static {
      create = (list, isFixed) => {
        const headers = new Headers();
        headers.#list = list;
        headers.#isFixed = isFixed;
        return headers;
      };
      listOf = (headers) => (headers as Headers).#list;
      isHeaders = (value) => #list in value;
      tag(Headers.prototype, 'Headers');
      intrinsics.assignDescriptor(Headers.prototype, intrinsics.Symbol.iterator, {
        __proto__: null,
        // oxlint-disable-next-line typescript/unbound-method -- the standard has one function under two names
        value: Headers.prototype.entries,
        writable: true,
        enumerable: false,
        configurable: true,
      } as PropertyDescriptor);
    }
  }

  function listFrom(init: unknown): HeaderList {
    if ((typeof init !== 'object' && typeof init !== 'function') || init === null)
      throw new intrinsics.TypeError('Headers are made from an object, pairs or Headers');
    if (isHeaders(init)) return listOf(init);
    const list: Pair[] = [];
    const add = (name: unknown, value: unknown): void => setOwn(list, list.length, pairOf(name, value));
    const iterate = (init as { [Symbol.iterator]?: unknown })[intrinsics.Symbol.iterator];
    if (intrinsics.isArray(init) || typeof iterate === 'function') {
      eachOf(init, (pair) => {
        const parts: unknown[] = [];
        eachOf(pair, (part) => setOwn(parts, parts.length, part));
        if (parts.length !== 2) throw new intrinsics.TypeError('Each header is a pair of name and value');
        add(parts[0], parts[1]);
      });
    } else {
      const keys = p.keys(init);
      for (let index = 0; index < keys.length; index += 1)
        add(keys[index]!, (init as Record<string, unknown>)[keys[index]!]);
    }
    return list;
  }

  return { Headers, create, listOf };
}

/** Arrays by their numbers, which no codelet can have replaced; anything else by the iterator that it brings itself. */
function eachOf(values: unknown, visit: (value: unknown) => void): void {
  if (!intrinsics.isArray(values)) {
    for (const value of values as Iterable<unknown>) visit(value);
    return;
  }
  const list = values as readonly unknown[];
  for (let index = 0; index < list.length; index += 1) visit(list[index]);
}

function only(list: HeaderList, name: string): HeaderList {
  const result: Pair[] = [];
  for (let index = 0; index < list.length; index += 1)
    if (list[index]![0] === name) setOwn(result, result.length, list[index]!);
  return result;
}

function column(list: HeaderList, at: 0 | 1): string[] {
  const result: string[] = [];
  for (let index = 0; index < list.length; index += 1) setOwn(result, index, list[index]![at]);
  return result;
}

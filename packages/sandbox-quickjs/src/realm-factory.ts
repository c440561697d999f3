import { compileBridge } from './allocator.js';
import { EXCEPTION, type Value } from './engine-exports.js';
import { MemoryImage } from './memory-image.js';
import { PAGE_BYTES, withMemoryMaximum } from './memory-maximum.js';
import { QuickJsInstance } from './quickjs-instance.js';
import { QuickJsRealm } from './quickjs-realm.js';
import { RandomState } from './random-state.js';
import { RunGuard } from './run-guard.js';
import { findSyntaxError } from './syntax-error.js';

/** The file name of the prelude in stacks; the prelude hides frames of every file but the codelet's. */
const PRELUDE_FILE = 'codelets:prelude';

/** Beyond a run's limit: the image, and the holes that an allocator leaves. */
const OWN_BYTES = 8 * 1024 * 1024;

/**
 * QuickJS throws an InternalError where the language's other engines throw a RangeError, as for too long a string, and
 * refuses a `stack` that is no text, where on others `error.stack = undefined` hides it.
 */
const ADAPT_ERRORS = `
Object.setPrototypeOf(InternalError.prototype, RangeError.prototype);
InternalError.prototype.constructor = RangeError;
delete InternalError.prototype.name;
{
  const { defineProperty } = Object;
  const prototype = Error.prototype;
  const set = {
    set(value) {
      if (this === prototype || typeof this !== 'object' || this === null) return;
      defineProperty(this, 'stack', { __proto__: null, value, writable: true, enumerable: false, configurable: true });
    },
  }.set;
  defineProperty(prototype, 'stack', { __proto__: null, set });
}
`;

export interface RealmFactoryOptions {
  /** quickjs.wasm of quickjs-wasi. */
  readonly binary: Uint8Array;
  readonly prelude: string;
  /** The most that a run may be given. */
  readonly memory_bytes: number;
  /** Deeper recursion is a RangeError. To be chosen well below what the thread's native stack can take. */
  readonly stack_bytes: number;
}

/**
 * Makes fresh realms: the engine is started and the prelude evaluated once, and every realm begins with a copy of the
 * memory as it was then. One realm at a time.
 */
export class RealmFactory {
  readonly #module: WebAssembly.Module;
  readonly #guard = new RunGuard();
  readonly #deliver: Value;
  readonly #random: RandomState;
  readonly #image: MemoryImage;
  readonly #image_used: number;
  readonly #memory_bytes: number;
  #instance: QuickJsInstance;
  #replaced = 0;
  #open = false;

  constructor({ binary, prelude, memory_bytes, stack_bytes }: RealmFactoryOptions) {
    compileBridge();
    const pages = Math.min(65_536, Math.ceil((memory_bytes + OWN_BYTES) / PAGE_BYTES));
    this.#module = new WebAssembly.Module(withMemoryMaximum(binary, pages));
    this.#memory_bytes = memory_bytes;
    const instance = new QuickJsInstance(this.#module, this.#guard, { stack_bytes });
    this.#random = new RandomState(instance.engine, instance.anchors.context, () => drawNumber(instance));
    instance.release(instance.run(instance.compile(ADAPT_ERRORS, PRELUDE_FILE)));
    this.#deliver = startPrelude(instance, compilePrelude(this.#module, prelude, stack_bytes));
    instance.engine.JS_RunGC(instance.anchors.runtime);
    this.#image = new MemoryImage(instance.engine);
    this.#image_used = this.#guard.used;
    this.#instance = instance;
  }

  /** How often an instance was replaced because its memory had grown. */
  get replaced(): number {
    return this.#replaced;
  }

  /** The state that a realm of this engine begins with, but for the seed. */
  get image(): MemoryImage {
    return this.#image;
  }

  get instance(): QuickJsInstance {
    return this.#instance;
  }

  openRealm(post: (message: string) => void): QuickJsRealm {
    if (this.#open) throw new Error('the engine holds a realm already');
    this.#open = true;
    const instance = this.#instance;
    this.#guard.reset(this.#image_used);
    this.#random.reseed(instance.engine);
    instance.post = post;
    return new QuickJsRealm({
      instance,
      guard: this.#guard,
      deliver: this.#deliver,
      memory_bytes: this.#memory_bytes,
      findSyntaxError: (text, filename) => findSyntaxError(this.#module, text, filename),
      onDispose: () => this.#restore(),
    });
  }

  /** After the run, when nobody waits: what the next realm begins with. */
  #restore(): void {
    const used = this.#instance;
    used.post = undefined;
    if (this.#image.fits(used.engine)) this.#image.restore(used.engine);
    else {
      const { anchors } = used;
      this.#instance = new QuickJsInstance(this.#module, this.#guard, { image: this.#image, anchors });
      this.#replaced += 1;
    }
    this.#open = false;
  }
}

function drawNumber(instance: QuickJsInstance): number {
  const drawn = instance.run(instance.compile('Math.random()', PRELUDE_FILE));
  const number = instance.readNumber(drawn);
  instance.release(drawn);
  return number;
}

/** Evaluates the prelude, gives it `post` and answers what it delivers messages with. */
function startPrelude(instance: QuickJsInstance, bytecode: Uint8Array): Value {
  const start = instance.runBytecode(bytecode);
  const post = instance.createPost();
  const deliver = start === EXCEPTION ? EXCEPTION : instance.call(start, post);
  if (deliver === EXCEPTION) throw new Error(`the prelude failed: ${exceptionOf(instance)}`);
  while (instance.runJob());
  instance.release(start);
  instance.release(post);
  return deliver;
}

/** In an instance of its own: parsing leaves megabytes of rubbish in free memory, which the image would keep. */
function compilePrelude(module: WebAssembly.Module, prelude: string, stack_bytes: number): Uint8Array {
  const instance = new QuickJsInstance(module, new RunGuard(), { stack_bytes });
  const bytecode = instance.compileBytecode(prelude, PRELUDE_FILE);
  if (bytecode === undefined) throw new Error(`the prelude does not parse: ${exceptionOf(instance)}`);
  return bytecode;
}

function exceptionOf(instance: QuickJsInstance): string {
  return instance.readText(instance.engine.JS_GetException(instance.anchors.context));
}

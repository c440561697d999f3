import { Buffer } from 'node:buffer';
import { guardAllocator } from './allocator.js';
import {
  COMPILE_ONLY,
  EXCEPTION,
  STRIP_SOURCE,
  UNDEFINED,
  type EngineExports,
  type Value,
} from './engine-exports.js';
import { engineImports } from './engine-imports.js';
import type { MemoryImage } from './memory-image.js';
import type { RunGuard } from './run-guard.js';

/** Captured: the host takes the global away before any codelet runs, and an instance may have to be replaced then. */
const { Instance } = WebAssembly;

/** Free memory that is kept in the image, so that an ordinary run need not grow the memory. */
const RESERVE_BYTES = 768 * 1024;

/** Where trusted code keeps arguments and answers, inside the linear memory. */
const SCRATCH = { bytes: 32, argument: 0, length: 16, number: 16, context: 24 } as const;

/** Addresses that are the same in every instance of one image. */
export interface Anchors {
  readonly runtime: number;
  readonly context: number;
  readonly scratch: number;
}

/** A new runtime and context, whose recursion ends in a RangeError at this depth; or the state of another instance. */
export type Start =
  | { readonly stack_bytes: number }
  | { readonly image: MemoryImage; readonly anchors: Anchors };

/** What the realm's `post` does; nothing that it throws gets into the engine. */
export type Post = (message: string) => void;

/**
 * One instance of the engine. Strings go in and out as UTF-8; a value of the engine is never looked at but to ask
 * whether it is a string.
 */
export class QuickJsInstance {
  readonly engine: EngineExports;
  readonly anchors: Anchors;
  post: Post | undefined;
  readonly #guard: RunGuard;

  constructor(module: WebAssembly.Module, guard: RunGuard, start: Start) {
    this.#guard = guard;
    const imports = engineImports(
      () => this.engine,
      guard,
      (count, boxes) => this.#receive(count, boxes),
    );
    this.engine = new Instance(module, imports).exports as EngineExports;
    if ('image' in start) {
      start.image.grow(this.engine);
      start.image.restore(this.engine);
      this.anchors = start.anchors;
    } else this.anchors = this.#initialise(start.stack_bytes);
    guardAllocator(this.engine, this.anchors.runtime, guard);
  }

  #initialise(stack_bytes: number): Anchors {
    const { engine } = this;
    engine._initialize();
    if (engine.qjs_init() !== 0) throw new Error('the engine does not start');
    engine.qjs_set_max_stack_size(stack_bytes);
    engine.qjs_set_interrupt_handler(1);
    engine.free(engine.malloc(RESERVE_BYTES));
    return {
      runtime: engine.qjs_get_runtime_ptr(),
      context: engine.qjs_get_context_ptr(),
      scratch: engine.malloc(SCRATCH.bytes),
    };
  }

  /** A function of the realm that hands one string to `post`. */
  createPost(): Value {
    return this.#withText('post', (name, length) =>
      this.#unbox(this.engine.qjs_new_host_function(name, length, 1)),
    );
  }

  /** A script as bytecode without its text; `undefined` when the text does not parse. */
  compileBytecode(text: string, filename: string): Uint8Array | undefined {
    const { engine, anchors } = this;
    const size = anchors.scratch + SCRATCH.length;
    return this.#withText(text, (address, length) =>
      this.#withText(filename, (name) => {
        const bytecode = engine.qjs_compile(address, length, name, 0, STRIP_SOURCE, size);
        if (bytecode === 0) return undefined;
        return new Uint8Array(engine.memory.buffer, bytecode, this.#view().getUint32(size, true)).slice();
      }),
    );
  }

  /** Runs what `compileBytecode` of another instance gave: trusted code only, the engine does not check bytecode. */
  runBytecode(bytecode: Uint8Array): Value {
    const { engine } = this;
    const address = engine.malloc(bytecode.length);
    new Uint8Array(engine.memory.buffer).set(bytecode, address);
    const result = this.#unbox(engine.qjs_eval_bytecode(address, bytecode.length));
    // What stays behind in free memory would be kept in the image.
    new Uint8Array(engine.memory.buffer).fill(0, address, address + bytecode.length);
    engine.free(address);
    return result;
  }

  /** A function that was parsed and not run yet; `EXCEPTION` when the text does not parse. */
  compile(text: string, filename: string): Value {
    return this.#withText(text, (address, length) =>
      this.#withText(filename, (name) =>
        this.engine.JS_Eval(this.anchors.context, address, length, name, COMPILE_ONLY),
      ),
    );
  }

  /** Runs what `compile` gave, which is used up. */
  run(compiled: Value): Value {
    return this.engine.JS_EvalFunction(this.anchors.context, compiled);
  }

  /** Calls a function with one value, which is kept. */
  call(target: Value, argument: Value): Value {
    const { context, scratch } = this.anchors;
    this.#view().setBigInt64(scratch + SCRATCH.argument, argument, true);
    return this.engine.JS_Call(context, target, UNDEFINED, 1, scratch + SCRATCH.argument);
  }

  newString(text: string): Value {
    return this.#withText(text, (address, length) =>
      this.engine.JS_NewStringLen(this.anchors.context, address, length),
    );
  }

  /** Runs the next pending job; `false` when there is none. */
  runJob(): boolean {
    const { runtime, scratch } = this.anchors;
    const ran = this.engine.JS_ExecutePendingJob(runtime, scratch + SCRATCH.context);
    if (ran < 0) this.dropException();
    return ran !== 0;
  }

  /** Gives a value up, and the exception where it stands for one; `true` when it did. */
  release(value: Value): boolean {
    if (value === EXCEPTION) this.dropException();
    else this.engine.JS_FreeValue(this.anchors.context, value);
    return value === EXCEPTION;
  }

  dropException(): void {
    this.engine.JS_FreeValue(this.anchors.context, this.engine.JS_GetException(this.anchors.context));
  }

  /** Conversions can run code of the realm: for realms that hold none but the engine's own. */
  readText(value: Value): string {
    const { context, scratch } = this.anchors;
    const address = this.engine.JS_ToCStringLen2(context, scratch + SCRATCH.length, value, 0);
    if (address === 0) {
      this.dropException();
      return '';
    }
    const length = this.#view().getUint32(scratch + SCRATCH.length, true);
    const text = Buffer.from(this.engine.memory.buffer, address, length).toString('utf8');
    this.engine.JS_FreeCString(context, address);
    return text;
  }

  readNumber(value: Value): number {
    const { context, scratch } = this.anchors;
    this.engine.JS_ToFloat64(context, scratch + SCRATCH.number, value);
    return this.#view().getFloat64(scratch + SCRATCH.number, true);
  }

  readProperty(object: Value, name: string): Value {
    return this.#withText(name, (address) =>
      this.engine.JS_GetPropertyStr(this.anchors.context, object, address),
    );
  }

  /** The realm calls `post`. Boxes hold the addresses of boxed arguments. */
  #receive(count: number, boxes: number): number {
    const box = count === 0 ? 0 : this.#view().getUint32(boxes, true);
    // The engine could not allocate the box.
    if (count > 0 && box === 0) this.#guard.stop('memory');
    if (count > 0 && this.engine.qjs_is_string(box) === 1) {
      const message = this.readText(this.#view().getBigInt64(box, true));
      try {
        this.post?.(message);
      } catch {
        // It stays outside.
      }
    }
    const nothing = this.engine.qjs_get_undefined();
    if (nothing === 0) this.#guard.stop('memory');
    return nothing;
  }

  /** Lends a text to the engine, ended by NUL; it counts as the run's memory. */
  #withText<T>(text: string, use: (address: number, length: number) => T): T {
    const length = Buffer.byteLength(text);
    this.#guard.checkMemory(length + 1);
    const address = this.engine.malloc(length + 1);
    if (address === 0) this.#guard.stop('memory');
    this.#guard.count(length + 1);
    const bytes = Buffer.from(this.engine.memory.buffer, address, length + 1);
    bytes.write(text, 0, 'utf8');
    bytes[length] = 0;
    const result = use(address, length);
    this.engine.free(address);
    this.#guard.count(-length - 1);
    return result;
  }

  #unbox(box: number): Value {
    const value = this.#view().getBigInt64(box, true);
    this.engine.free(box);
    return value;
  }

  #view(): DataView {
    return new DataView(this.engine.memory.buffer);
  }
}

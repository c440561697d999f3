/** A QuickJS value as the engine passes it: 64 bits, boxed in NaNs. */
export type Value = bigint;

const tagged = (tag: bigint): Value => tag << 32n;

export const UNDEFINED: Value = tagged(3n);
export const EXCEPTION: Value = tagged(6n);

/** Parse the text as a script and answer a function that was not run yet. */
export const COMPILE_ONLY = 1 << 5;

/** For bytecode: leave out the source text. */
export const STRIP_SOURCE = 1 << 4;

/**
 * What is used of quickjs.wasm of quickjs-wasi 3.6.2: QuickJS's own interface, and for a few things that need a C
 * function the package's. Addresses and sizes are numbers of bytes in the linear memory.
 */
export interface EngineExports {
  readonly memory: WebAssembly.Memory;
  readonly __stack_pointer: WebAssembly.Global;
  readonly __indirect_function_table: WebAssembly.Table;

  _initialize(): void;
  qjs_init(): number;
  qjs_get_runtime_ptr(): number;
  qjs_get_context_ptr(): number;
  qjs_set_interrupt_handler(enabled: number): void;
  qjs_set_max_stack_size(bytes: number): void;
  qjs_new_host_function(name: number, name_length: number, parameters: number): number;
  qjs_compile(
    text: number,
    length: number,
    filename: number,
    flags: number,
    write_flags: number,
    size: number,
  ): number;
  qjs_eval_bytecode(bytecode: number, length: number): number;
  qjs_is_string(box: number): number;
  qjs_get_undefined(): number;

  malloc(bytes: number): number;
  calloc(count: number, bytes: number): number;
  realloc(address: number, bytes: number): number;
  free(address: number): void;

  JS_Eval(context: number, text: number, length: number, filename: number, flags: number): Value;
  JS_EvalFunction(context: number, compiled: Value): Value;
  JS_Call(context: number, target: Value, self: Value, count: number, values: number): Value;
  JS_FreeValue(context: number, value: Value): void;
  JS_GetException(context: number): Value;
  JS_GetPropertyStr(context: number, object: Value, name: number): Value;
  JS_NewStringLen(context: number, text: number, length: number): Value;
  JS_ToCStringLen2(context: number, length: number, value: Value, cesu8: number): number;
  JS_ToFloat64(context: number, result: number, value: Value): number;
  JS_FreeCString(context: number, text: number): void;
  JS_ExecutePendingJob(runtime: number, context: number): number;
  JS_RunGC(runtime: number): void;
}

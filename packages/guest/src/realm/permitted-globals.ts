/**
 * The global scope of a codelet: these names of the language, where the engine has them, and what the prelude
 * defines. Everything else is deleted. `Proxy` is missing in vm2 and `Intl` in QuickJS.
 *
 * Left out on purpose: SharedArrayBuffer and Atomics (clocks, memory outside every limit), WebAssembly (code
 * generation, memory), WeakRef and FinalizationRegistry (show garbage collection, run code after the end).
 */
export const LANGUAGE_GLOBALS: readonly string[] = [
  'globalThis', 'Infinity', 'NaN', 'undefined',
  'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent',
  'escape', 'unescape', 'eval',
  'Object', 'Function', 'Boolean', 'Symbol', 'Number', 'BigInt', 'Math', 'Date', 'String', 'RegExp', 'JSON', 'Reflect',
  'Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Promise', 'Proxy', 'Intl',
  'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError',
  'ArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array',
  'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array',
]; // prettier-ignore

/** What the prelude adds to them. */
export const PRELUDE_GLOBALS: readonly string[] = [
  'console', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'queueMicrotask', 'structuredClone',
  'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'atob', 'btoa',
  'Event', 'EventTarget', 'AbortController', 'AbortSignal', 'crypto', 'performance',
]; // prettier-ignore

/** What a grant of the network adds to them. The compiler has to be told: they are names of a host otherwise. */
export const NETWORK_GLOBALS: readonly string[] = ['fetch', 'Headers', 'Request', 'Response'];

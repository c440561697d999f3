/**
 * The names that ECMAScript itself puts on the global object; the scrub removes every other one. Shared memory and
 * `Atomics`, `Function` and `eval` are left out on purpose: nothing in a host needs them after its start.
 */
export const ECMASCRIPT_GLOBALS: ReadonlySet<string> = new Set([
  ...['globalThis', 'Infinity', 'NaN', 'undefined'],
  ...['isFinite', 'isNaN', 'parseFloat', 'parseInt', 'decodeURI', 'decodeURIComponent', 'encodeURI'],
  ...['encodeURIComponent', 'escape', 'unescape'],
  ...['Object', 'Boolean', 'Symbol', 'Number', 'BigInt', 'String', 'RegExp', 'Date', 'Math', 'JSON'],
  ...['Reflect', 'Proxy', 'Intl', 'Temporal', 'Iterator', 'Promise', 'WeakRef', 'FinalizationRegistry'],
  ...[
    'Error',
    'AggregateError',
    'EvalError',
    'RangeError',
    'ReferenceError',
    'SyntaxError',
    'TypeError',
    'URIError',
  ],
  ...['SuppressedError', 'DisposableStack', 'AsyncDisposableStack'],
  ...[
    'Array',
    'Map',
    'Set',
    'WeakMap',
    'WeakSet',
    'ArrayBuffer',
    'DataView',
    'Uint8Array',
    'Uint8ClampedArray',
  ],
  ...['Uint16Array', 'Uint32Array', 'Int8Array', 'Int16Array', 'Int32Array', 'Float16Array', 'Float32Array'],
  ...['Float64Array', 'BigInt64Array', 'BigUint64Array'],
]);

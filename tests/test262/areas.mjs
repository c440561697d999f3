// The fixed selection: which folders of test262 make an area, and how many tests of them are run by default. Which
// ones is decided by a hash of their paths (selection.mjs), so that every machine runs the same.

export const AREAS = [
  { name: 'expressions', tests: 500, folders: ['language/expressions'] },
  { name: 'statements', tests: 500, folders: ['language/statements'] },
  {
    name: 'other syntax',
    tests: 400,
    folders: [
      'language/arguments-object',
      'language/asi',
      'language/block-scope',
      'language/comments',
      'language/computed-property-names',
      'language/destructuring',
      'language/directive-prologue',
      'language/export',
      'language/function-code',
      'language/future-reserved-words',
      'language/global-code',
      'language/identifier-resolution',
      'language/identifiers',
      'language/keywords',
      'language/line-terminators',
      'language/literals',
      'language/module-code',
      'language/punctuators',
      'language/reserved-words',
      'language/rest-parameters',
      'language/source-text',
      'language/statementList',
      'language/types',
      'language/white-space',
    ],
  },
  { name: 'Object', tests: 200, folders: ['built-ins/Object'] },
  { name: 'Function', tests: 100, folders: ['built-ins/Function', 'built-ins/ThrowTypeError'] },
  { name: 'Array', tests: 250, folders: ['built-ins/Array', 'built-ins/ArrayIteratorPrototype'] },
  { name: 'String', tests: 150, folders: ['built-ins/String', 'built-ins/StringIteratorPrototype'] },
  { name: 'RegExp', tests: 200, folders: ['built-ins/RegExp', 'built-ins/RegExpStringIteratorPrototype'] },
  {
    name: 'numbers',
    tests: 150,
    folders: ['built-ins/Number', 'built-ins/Math', 'built-ins/BigInt', 'built-ins/Boolean'],
  },
  { name: 'Date', tests: 100, folders: ['built-ins/Date'] },
  { name: 'JSON', tests: 80, folders: ['built-ins/JSON'] },
  {
    name: 'collections',
    tests: 200,
    folders: [
      'built-ins/Map',
      'built-ins/MapIteratorPrototype',
      'built-ins/Set',
      'built-ins/SetIteratorPrototype',
      'built-ins/WeakMap',
      'built-ins/WeakSet',
    ],
  },
  {
    name: 'typed arrays',
    tests: 250,
    folders: [
      'built-ins/ArrayBuffer',
      'built-ins/DataView',
      'built-ins/TypedArray',
      'built-ins/TypedArrayConstructors',
    ],
  },
  { name: 'Promise', tests: 200, folders: ['built-ins/Promise'] },
  {
    name: 'functions that pause',
    tests: 100,
    folders: [
      'built-ins/AsyncFromSyncIteratorPrototype',
      'built-ins/AsyncFunction',
      'built-ins/AsyncGeneratorFunction',
      'built-ins/AsyncGeneratorPrototype',
      'built-ins/AsyncIteratorPrototype',
      'built-ins/GeneratorFunction',
      'built-ins/GeneratorPrototype',
    ],
  },
  { name: 'Proxy', tests: 80, folders: ['built-ins/Proxy'] },
  { name: 'Reflect', tests: 80, folders: ['built-ins/Reflect'] },
  { name: 'Symbol', tests: 80, folders: ['built-ins/Symbol'] },
  {
    name: 'errors',
    tests: 80,
    folders: ['built-ins/AggregateError', 'built-ins/Error', 'built-ins/NativeErrors'],
  },
  {
    name: 'global object',
    tests: 120,
    folders: [
      'built-ins/Infinity',
      'built-ins/NaN',
      'built-ins/decodeURI',
      'built-ins/decodeURIComponent',
      'built-ins/encodeURI',
      'built-ins/encodeURIComponent',
      'built-ins/eval',
      'built-ins/global',
      'built-ins/isFinite',
      'built-ins/isNaN',
      'built-ins/parseFloat',
      'built-ins/parseInt',
      'built-ins/undefined',
    ],
  },
];

// What codelets may rely on: the language of 2022. A test that names any other feature is left out, so that features
// to come are not taken for failures.
export const FEATURES = new Set(
  `
  __getter__ __proto__ __setter__ AggregateError align-detached-buffer-semantics-with-web-reality
  arbitrary-module-namespace-names Array.prototype.at Array.prototype.flat Array.prototype.flatMap
  Array.prototype.includes Array.prototype.values ArrayBuffer arrow-function async-functions async-iteration Atomics
  BigInt class class-fields-private class-fields-private-in class-fields-public class-methods-private
  class-static-block class-static-fields-private class-static-fields-public class-static-methods-private
  coalesce-expression computed-property-names const DataView DataView.prototype.getFloat32
  DataView.prototype.getFloat64 DataView.prototype.getInt16 DataView.prototype.getInt32 DataView.prototype.getInt8
  DataView.prototype.getUint16 DataView.prototype.getUint32 DataView.prototype.setUint8 default-parameters
  destructuring-assignment destructuring-binding error-cause exponentiation FinalizationRegistry Float32Array
  Float64Array for-in-order for-of generators globalThis import.meta Int16Array Int32Array Int8Array json-superset let
  logical-assignment-operators Map new.target numeric-separator-literal Object.fromEntries Object.hasOwn Object.is
  object-rest object-spread optional-catch-binding optional-chaining Promise Promise.allSettled Promise.any
  Promise.prototype.finally Proxy proxy-missing-checks Reflect Reflect.construct Reflect.set Reflect.setPrototypeOf
  regexp-dotall regexp-lookbehind regexp-match-indices regexp-named-groups regexp-unicode-property-escapes
  rest-parameters Set SharedArrayBuffer stable-array-sort stable-typedarray-sort string-trimming String.fromCodePoint
  String.prototype.at String.prototype.endsWith String.prototype.includes String.prototype.matchAll
  String.prototype.replaceAll String.prototype.trimEnd String.prototype.trimStart super Symbol Symbol.asyncIterator
  Symbol.hasInstance Symbol.isConcatSpreadable Symbol.iterator Symbol.match Symbol.matchAll
  Symbol.prototype.description Symbol.replace Symbol.search Symbol.species Symbol.split Symbol.toPrimitive
  Symbol.toStringTag Symbol.unscopables template top-level-await TypedArray TypedArray.prototype.at Uint16Array
  Uint32Array Uint8Array Uint8ClampedArray u180e WeakMap WeakRef WeakSet well-formed-json-stringify
  `
    .trim()
    .split(/\s+/),
);

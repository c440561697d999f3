import fc from 'fast-check';

/** Strings that hurt: marks of the codec, names of the prototype chain, lone surrogates. */
const key = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toJSON',
    '$',
    'length',
    'then',
    '',
    '0',
    '-1',
    '\uD800',
    'a.b',
    'odd key',
  ),
);

const leaf = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), key) },
  { weight: 3, arbitrary: fc.double() },
  { weight: 2, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.bigInt() },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(null, undefined, true, false, -0, NaN, Infinity, -Infinity),
  },
  { weight: 1, arbitrary: fc.date({ noInvalidDate: false }) },
  { weight: 1, arbitrary: fc.constantFrom(/a+/gi, /\//u, new RegExp('')) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }) },
  { weight: 1, arbitrary: fc.float64Array({ maxLength: 5 }) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.slice().buffer) },
  {
    weight: 1,
    arbitrary: fc.oneof(fc.integer(), fc.string(), fc.boolean()).map((value) => Object(value) as unknown),
  },
);

/** Defines each pair as an own property, also `__proto__`. */
function objectOf(pairs: readonly (readonly [string, unknown])[]): object {
  const made = {};
  for (const [name, value] of pairs) {
    Object.defineProperty(made, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return made;
}

function errorOf([name, message, hasCause, cause]: [string, string, boolean, unknown]): Error {
  // A cause that is undefined counts as none: vm2 gives every error one.
  const error = new Error(message, hasCause && cause !== undefined ? { cause } : undefined);
  if (name !== 'Error')
    Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true });
  return error;
}

function sparseOf([length, pairs]: [number, [number, unknown][]]): unknown[] {
  const list: unknown[] = [];
  list.length = length;
  for (const [index, value] of pairs) if (index < length) list[index] = value;
  return list;
}

/** Any value that may cross, as a tree. */
export const tree: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { maxLength: 5 }),
    fc.array(fc.tuple(key, tie('node')), { maxLength: 5 }).map(objectOf),
    fc.array(fc.tuple(tie('node'), tie('node')), { maxLength: 4 }).map((pairs) => new Map(pairs)),
    fc.array(tie('node'), { maxLength: 4 }).map((entries) => new Set(entries)),
    fc.tuple(fc.nat(50), fc.array(fc.tuple(fc.nat(50), tie('node')), { maxLength: 4 })).map(sparseOf),
    fc
      .tuple(fc.constantFrom('Error', 'Custom', '__proto__'), fc.string(), fc.boolean(), tie('node'))
      .map(errorOf),
  ),
})).node;

/** A value with references back into itself and shared between its parts. */
export const graph: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.array(tree, { minLength: 1, maxLength: 4 }),
    fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 8 }),
  )
  .map(([parts, links]) => {
    const nodes = parts.map((value) => ({ value, links: [] as unknown[] }));
    for (const [from, to] of links) nodes[from % nodes.length]!.links.push(nodes[to % nodes.length]);
    return nodes;
  });

import fc from 'fast-check';

/** Any UTF-16 text, lone surrogates among it. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .array(fc.oneof(fc.integer({ min: 0xd7ff, max: 0xe000 }), fc.integer({ min: 0, max: 0xffff })), {
      maxLength: 8,
    })
    .map((units) => String.fromCharCode(...units)),
);

const key = fc.oneof(
  anyText,
  fc.constantFrom(
    ...[
      '$',
      '__proto__',
      'toJSON',
      'constructor',
      'length',
      'then',
      'prototype',
      '0',
      '7',
      '4294967295',
      '-1',
      '',
    ],
  ),
);

const anyPrimitive: fc.Arbitrary<unknown> = fc.oneof(
  anyText,
  fc.double(),
  fc.maxSafeInteger(),
  fc.bigInt(),
  fc.boolean(),
  fc.constantFrom(undefined, null, -0, NaN, Infinity, -Infinity, Number.MIN_VALUE, Number.MAX_VALUE),
);

const VIEWS = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
  Float64Array, BigInt64Array, BigUint64Array] as const; // prettier-ignore

const bytes = fc.uint8Array({ minLength: 16, maxLength: 40 });

/** Objects without references to others, made anew for each value. */
const plainLeaf: fc.Arbitrary<() => unknown> = fc.oneof(
  fc.date({ noInvalidDate: false }).map((date) => () => new Date(date.getTime())),
  fc
    .tuple(
      fc.constantFrom('a+', '(?:)', '\\/', '\\n', '\u2028', 'é'),
      fc.constantFrom('', 'g', 'imsuy', 'dg', 'v'),
    )
    .map(
      ([source, flags]) =>
        () =>
          new RegExp(source, flags),
    ),
  fc.oneof(fc.double(), anyText, fc.boolean(), fc.bigInt()).map((value) => () => Object(value) as unknown),
  bytes.map((content) => () => content.slice().buffer),
);

type Slot = { readonly ref: number } | { readonly leaf: unknown } | { readonly make: () => unknown };

const slot: fc.Arbitrary<Slot> = fc.oneof(
  { weight: 4, arbitrary: anyPrimitive.map((leaf) => ({ leaf })) },
  { weight: 3, arbitrary: fc.nat(1000).map((ref) => ({ ref })) },
  { weight: 1, arbitrary: plainLeaf.map((make) => ({ make })) },
);

const KINDS = ['object', 'array', 'sparse', 'map', 'set', 'error', 'view', 'data-view'] as const;

const node = fc.record({
  kind: fc.constantFrom(...KINDS),
  entries: fc.array(fc.tuple(key, slot), { maxLength: 5 }),
  bytes,
  pick: fc.nat(),
});
type Node = typeof node extends fc.Arbitrary<infer T> ? T : never;

function shell({ kind, bytes: content, pick, entries }: Node): object {
  switch (kind) {
    case 'array':
      return [];
    case 'sparse':
      return Array(pick % 100_000);
    case 'map':
      return new Map();
    case 'set':
      return new Set();
    case 'error':
      return new [Error, TypeError, RangeError, SyntaxError][pick % 4]!(entries[0]?.[0] ?? '');
    case 'view': {
      const View = VIEWS[pick % VIEWS.length]!;
      const size = View.BYTES_PER_ELEMENT;
      return new View(content.slice().buffer, size, Math.floor(content.length / size) - 1);
    }
    case 'data-view':
      return new DataView(content.slice().buffer, pick % 8, 8);
    default:
      return {};
  }
}

function put(target: object, at: string, value: unknown): void {
  Object.defineProperty(target, at, { value, writable: true, enumerable: true, configurable: true });
}

function fill(target: object, { kind, entries, pick }: Node, valueOf: (slot: Slot) => unknown): void {
  for (const [name, content] of entries) {
    const value = valueOf(content);
    if (target instanceof Map) target.set(valueOf({ leaf: name }), value);
    else if (target instanceof Set) target.add(value);
    else if (kind === 'array') (target as unknown[]).push(value);
    else if (kind === 'sparse' && name !== 'length') put(target, name === '' ? `${pick % 97}` : name, value);
    else if (kind === 'error')
      Object.defineProperty(target, 'cause', { value, writable: true, configurable: true });
    else if (kind === 'object') put(target, name, value);
  }
}

/** A value of anything that can cross: shared and cyclic references, holes, strange keys, buffers. */
const anyGraph: fc.Arbitrary<unknown> = fc.array(node, { minLength: 1, maxLength: 10 }).map((nodes) => {
  const shells = nodes.map(shell);
  const valueOf = (content: Slot): unknown => {
    if ('leaf' in content) return content.leaf;
    return 'make' in content ? content.make() : shells[content.ref % shells.length];
  };
  nodes.forEach((each, index) => fill(shells[index]!, each, valueOf));
  return shells[0];
});

export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 1, arbitrary: anyPrimitive },
  { weight: 1, arbitrary: plainLeaf.map((make) => make()) },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 5, arbitrary: anyGraph },
);

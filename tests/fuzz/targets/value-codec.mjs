import { isDeepStrictEqual } from 'node:util';
import { mutate } from '../mutate.mjs';
import { must, unpolluted } from '../must.mjs';
import { randomOf } from '../random.mjs';

export const name = 'value-codec';

const SPECIAL = ['"', '{', '}', '[', ']', ',', ':', '$', '{"$":-1}', '{"$":0}', '{"$":1}', '{"$":["f",1]}', '{"$":["s",4294967295]}', '{"$":["s",1e9,"0",1]}', '{"$":["m",0,{"$":0}]}', '{"$":["b","AAAA"]}', '{"$":["v","Uint8Array",{"$":["b",""]},0,1e9]}', '{"$":["v","Float64Array",{"$":0},1,1]}', '{"$":["i","9"]}', '{"$":["r","(","g"]}', '{"$":["d",1e300]}', '{"$":["x","__proto__","",{"$":0}]}', '"__proto__"', '1e999', '-0', 'null', '#', '=', '\\ud800', '\\u0000']; // prettier-ignore
const OTHERS = [null, true, 0, 1, 2, -1, -5, -6, 1e9, 4294967295, 0.5, '', 'a', '__proto__', 'Uint8Array', 'AAAA', '9'.repeat(30), [], {}, { $: 0 }, { $: 3 }, { $: -2 }, { $: ['f', 1] }, { $: ['f', 0] }, { $: ['d', 1] }, { $: ['p', 1] }, { $: ['s', 3, '1', 1] }, { $: ['b', 'AAAAAAAAAAA='] }]; // prettier-ignore
/** Found by no test so far; a text of 64 Ki characters that takes longer is an attack. */
const MAXIMUM_MS = 5000;
const MAXIMUM_BYTES = 256 << 20;

/** A seed for a value, or a text that no encoder need have written. */
export function generate(random, { encode }) {
  const seed = random.uint32();
  if (random.oneIn(2)) return { seed };
  const text = random.oneIn(8)
    ? `#[${random.pick(SPECIAL)}]`
    : encode(valueOf(seed), Infinity).slice(0, 20_000);
  return { text: random.oneIn(2) ? mutate(random, text, SPECIAL) : withOtherNodes(random, text) };
}

/** Puts other nodes, and nodes from elsewhere in it, into a text; what comes of it is JSON. */
function withOtherNodes(random, text) {
  let body;
  try {
    body = JSON.parse(text.slice(1));
  } catch {
    return text;
  }
  const nodes = [];
  const visit = (node) => {
    if (typeof node !== 'object' || node === null) return;
    nodes.push(node);
    for (const child of Object.values(node)) visit(child);
  };
  visit(body);
  for (let changes = 1 + random.below(3); changes > 0 && nodes.length > 0; changes -= 1) {
    const node = random.pick(nodes);
    const keys = Object.keys(node);
    if (keys.length === 0) continue;
    // A copy: JSON knows no node that stands in two places.
    const other = random.oneIn(2) ? JSON.parse(JSON.stringify(random.pick(nodes))) : random.pick(OTHERS);
    Object.defineProperty(node, random.pick(keys), { value: other, enumerable: true });
  }
  const marked = random.oneIn(10) ? '=' : '#';
  return marked + JSON.stringify(body).slice(0, 65_536);
}

export function check(given, subjects) {
  if (given.text === undefined) checkValue(valueOf(given.seed), subjects);
  else checkText(given.text, subjects);
}

function checkValue(value, { encode, decode, TooLargeError }) {
  const text = encode(value, Infinity);
  const back = decode(text);
  must(isDeepStrictEqual(back, value), 'a value comes back as it was');
  must(encode(back, Infinity) === text, 'and is written the same again');
  const bytes = Buffer.byteLength(text);
  must(encode(value, bytes) === text, 'it fits into its own size');
  must(thrownBy(() => encode(value, bytes - 1)) instanceof TooLargeError, 'and not into one byte less');
}

function checkText(text, { decode, encode, MalformedTextError, TooLargeError, CannotCrossError }) {
  const started = performance.now();
  const held = memory();
  let value;
  const thrown = unpolluted(() => thrownBy(() => (value = decode(text))));
  must(performance.now() - started < MAXIMUM_MS, 'no text holds the decoder');
  must(memory() - held < MAXIMUM_BYTES, 'no text makes the decoder take memory');
  if (thrown !== undefined)
    return must(thrown instanceof MalformedTextError, `a MalformedTextError, not ${String(thrown)}`);
  const again = thrownBy(() => encode(value, 1 << 24));
  must(again === undefined || again instanceof TooLargeError || again instanceof CannotCrossError, `what was read can be written: ${String(again)}`); // prettier-ignore
}

const memory = () => {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

function thrownBy(act) {
  try {
    act();
  } catch (thrown) {
    return thrown ?? new Error('nothing was thrown');
  }
  return undefined;
}

/** The value of a seed: a graph of everything that can cross, with shared and cyclic parts. */
function valueOf(seed) {
  const random = randomOf(seed);
  const seen = [];
  const keep = (value) => (seen.push(value), value);
  const text = () => random.pick(['', 'a', '$', '__proto__', 'constructor', 'then', '0', '-1', '\u0000', '\u2028', '\uD83D\uDE00', '"\\', 'toJSON', 'x'.repeat(random.below(50))]); // prettier-ignore
  const number = () =>
    random.pick([0, -0, 1, -1, 0.1, 1e21, 1e-7, NaN, Infinity, -Infinity, 2 ** 53, 5e-324, random.uint32()]);
  const leaf = () =>
    random.pick([
      number,
      text,
      () => null,
      () => undefined,
      () => random.oneIn(2),
      () => BigInt(random.uint32()) ** BigInt(random.below(5)),
    ])();
  const bytes = () => Uint8Array.from({ length: random.below(20) }, () => random.below(256));
  const own = (target, key, value) =>
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  const make = (depth) => {
    if (depth <= 0 || random.oneIn(4)) return random.oneIn(8) && seen.length > 0 ? random.pick(seen) : leaf();
    const children = (act) => {
      for (let count = random.below(5); count > 0; count -= 1) act(make(depth - 1));
    };
    return random.pick([
      () => { const list = keep([]); children((child) => list.push(child)); return list; },
      () => { const list = keep([]); list.length = random.below(6); children((child) => (list[random.below(6)] = child)); if (random.oneIn(3)) own(list, 'named', 1); return list; },
      () => { const object = keep({}); children((child) => own(object, text(), child)); return object; },
      () => { const map = keep(new Map()); children((child) => map.set(child, make(depth - 1))); return map; },
      () => { const set = keep(new Set()); children((child) => set.add(child)); return set; },
      () => keep(new Date(random.oneIn(5) ? NaN : random.uint32() * 1000)),
      () => keep(new RegExp(random.pick(['a', '(?:)', '\\/', '[\\]/]', '\\p{L}']), random.pick(['', 'g', 'gimsuy', 'd', 'u']))),
      () => keep(bytes().buffer),
      () => keep(random.pick([() => bytes(), () => new Float64Array([number(), number()]), () => new DataView(bytes().buffer), () => new Uint16Array(new ArrayBuffer(16), 2, 3), () => new BigInt64Array(2)])()),
      () => keep(Object(random.pick([1, 'boxed', true, 5n]))),
      () => keep(errorOf(random, make(depth - 1))),
    ])(); // prettier-ignore
  };
  return make(random.below(7));
}

function errorOf(random, cause) {
  // A cause that is there and undefined comes back as none: vm2 gives every error one.
  const options = random.oneIn(2) && cause !== undefined ? { cause } : undefined;
  return new (random.pick([Error, TypeError, RangeError]))('m', options);
}

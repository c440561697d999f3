import { MalformedTextError } from './codec-errors.js';
import { Decoder } from './decoder.js';
import * as format from './format.js';
import { primordials as p } from './primordials.js';

/**
 * Reads what `encode` wrote. Safe on any text: builds data only, sets own properties only (also `__proto__`), never
 * recurses, and throws a `MalformedTextError` for everything that no encoder writes.
 */
export function decode(text: string): unknown {
  const decoder = decoderOf(text);
  if (decoder instanceof Decoder) {
    while (!decoder.step());
    return decoder.value;
  }
  return decoder.plain;
}

/** Steps between two looks at the clock. */
const STEPS = 64;

/**
 * Like `decode`, but gives way with `pause` whenever it has worked for `slice_ms` by the clock `now`: a hostile text
 * of a megabyte keeps a decoder busy for longer than a service may stand still (colliding keys of a Map, for one).
 */
export async function decodeInSlices(
  text: string,
  slice_ms: number,
  now: () => number,
  pause: () => Promise<void>,
): Promise<unknown> {
  const decoder = decoderOf(text);
  if (!(decoder instanceof Decoder)) return decoder.plain;
  for (;;) {
    const end = now() + slice_ms;
    do {
      for (let step = 0; step < STEPS; step += 1) {
        if (decoder.step()) return decoder.value;
        // One such step may take as long as a slice.
        if (decoder.tookLong()) break;
      }
    } while (now() < end);
    await pause();
  }
}

function decoderOf(text: string): Decoder | { readonly plain: unknown } {
  const body = p.slice(text, 1);
  if (text[0] === format.MARK_JSON) return { plain: parseJson(body) };
  if (text[0] !== format.MARK_ROOTS) throw new MalformedTextError('unknown mark');
  const roots = parseJson(body);
  if (!p.isArray(roots) || roots.length === 0) throw new MalformedTextError('no roots');
  return new Decoder(roots);
}

function parseJson(body: string): unknown {
  try {
    return p.parse(body) as unknown;
  } catch {
    throw new MalformedTextError('not JSON');
  }
}

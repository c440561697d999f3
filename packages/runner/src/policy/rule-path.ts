/** What servers cut off, forgive or read in another way. */
const IGNORED = /[\p{Cc}\p{Cf}\p{Z}]/gu;

/**
 * The path of a rule in normal form, or `undefined` where servers may read it differently. It is stricter than a URL:
 * a run's path only tightens the runner's when it is a path below it for every server, and one such as
 * `/api/..;/admin` or `/api/%252e%252e/admin` is so by its letters alone.
 */
export function normalPath(written: string): string | undefined {
  if (!/^\/[^?#\\\s]*$/.test(written)) return undefined;
  // The parser resolves dot segments, encoded ones too, so they are looked for before.
  if (!written.split('/').every(isPlainSegment)) return undefined;
  return new URL(`http://localhost${written}`).pathname;
}

/** Whether every path under `inner` is also under `outer`; both in normal form, compared segment by segment. */
export function isPathUnder(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
}

function isPlainSegment(segment: string): boolean {
  let text: string;
  try {
    text = decodeURIComponent(segment);
  } catch {
    return false;
  }
  // NFKC: full-width dots, slashes and percent signs are plain ones to a server that normalises.
  const plain = text.normalize('NFKC');
  return !/[%/\\]/.test(plain) && !/^\.{1,2}(?:;|$)/.test(plain.replace(IGNORED, ''));
}

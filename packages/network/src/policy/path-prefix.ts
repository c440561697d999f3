/** How often an encoded path may be encoded again; what is still encoded then is refused. */
const ROUNDS = 5;
const CONTROLS_AND_BLANKS = /[\p{Cc}\p{Cf}\p{Z}]/gu;

/** A path that a rule may name: what is written is what every server reads. */
export function isPlainPath(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\/[^?#\\\s]*$/.test(value)) return false;
  if (value.split('/').some((segment) => segment === '.' || segment === '..')) return false;
  return segmentsOf(value)?.every((segment) => !/[/\\]/.test(segment)) ?? false;
}

/**
 * Whether a path, as the platform's URL writes it, lies under a prefix for every server that may read it. Segments are
 * compared after decoding. What follows the prefix must not lead out of it again for a server that decodes twice, takes
 * encoded slashes or backslashes for slashes, cuts `;parameters`, or forgives blanks: so no part of it may become a dot
 * segment in any of these ways, and what is not UTF-8 is refused (overlong forms of a dot are not).
 */
export function isUnderPrefix(pathname: string, prefix: string): boolean {
  if (prefix === '/') return true;
  const segments = segmentsOf(pathname);
  const wanted = segmentsOf(prefix);
  if (!segments || !wanted) return false;
  // `/api/` is `/api/…`: its last, empty segment stands for any.
  const length = wanted.at(-1) === '' ? wanted.length - 1 : wanted.length;
  if (segments.length < wanted.length) return false;
  for (let index = 0; index < length; index += 1) if (segments[index] !== wanted[index]) return false;
  return segments.slice(length).every(staysInside);
}

function segmentsOf(path: string): string[] | undefined {
  try {
    const segments = path.split('/').map((segment) => decodeURIComponent(segment));
    return segments.some((segment) => segment === '.' || segment === '..') ? undefined : segments;
  } catch {
    return undefined;
  }
}

function staysInside(segment: string): boolean {
  let text = segment;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (hasDotSegment(text)) return false;
    let decoded: string;
    try {
      decoded = decodeURIComponent(text);
    } catch {
      // A lone `%` after decoding once is a sign of its own, as in `100%25`: nothing decodes it further.
      return !/%[0-9a-f]{2}|%u/i.test(text);
    }
    if (decoded === text) return true;
    text = decoded;
  }
  return false;
}

function hasDotSegment(text: string): boolean {
  // NFKC: full-width dots and slashes are plain ones to a server that normalises.
  return text
    .normalize('NFKC')
    .split(/[/\\]/)
    .some((part) => {
      const bare = part.replace(/;.*$/s, '').replace(CONTROLS_AND_BLANKS, '');
      return bare === '..' || bare === '.';
    });
}

/** What could hide in a text, break its line or reorder what a reader sees. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * A description as a comment in front of what it describes, or nothing. The text is data: it must not end the comment
 * and go on as code.
 */
export function docComment(text: string | undefined, indent: string): string {
  const lines = (text ?? '')
    .split(/\r\n|[\n\r\u2028\u2029]/)
    // First what is unseen, since it could stand between the two characters.
    .map((line) => line.replace(UNSEEN, '').replaceAll('*/', '*\\/').trimEnd())
    .join('\n')
    .trim();
  if (lines === '') return '';
  if (!lines.includes('\n')) return `${indent}/** ${lines} */\n`;
  const body = lines.split('\n').map((line) => `${indent} * ${line}`.trimEnd());
  return `${indent}/**\n${body.join('\n')}\n${indent} */\n`;
}

/** A property's name: quoted unless it is an identifier. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : stringLiteral(name);
}

/** A string as a literal in which nothing is hidden. */
export function stringLiteral(text: string): string {
  return JSON.stringify(text).replace(
    UNSEEN,
    (character) => character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''), // prettier-ignore
  );
}

/** A name for a type out of parts of any text: `DbFindInput`. */
export function typeName(parts: readonly string[]): string {
  const words = parts.flatMap((part) => part.split(/[^A-Za-z0-9]+/)).filter((word) => word !== '');
  const name = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name : `T${name}`;
}

/**
 * What may not reach a terminal from a codelet: control characters (C0, DEL, C1: they move the cursor, set the title,
 * answer as if the user typed), and the characters that reorder or break a line without being seen.
 */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Shows every unsafe character as an escape; newlines and tabs stay, and `\r\n` counts as a newline. */
export function neutralise(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSAFE, escape);
}

/** Unsafe characters of a JSON text as `\uXXXX`: it stays the same JSON, since they occur in its strings alone. */
export function neutraliseJson(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u${hexadecimal(character, 4)}`);
}

/** Indents every line but the first, so that no line of the text can pass for a line of its own. */
export function hang(text: string, indent: string): string {
  return text.replaceAll('\n', `\n${indent}`);
}

function escape(character: string): string {
  return character <= '\u00ff' ? `\\x${hexadecimal(character, 2)}` : `\\u${hexadecimal(character, 4)}`;
}

function hexadecimal(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, '0');
}

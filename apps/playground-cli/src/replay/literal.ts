import { isDense, isPlain } from '../output/children.js';
import { neutraliseJson } from '../output/terminal-text.js';

/** Longer ones are no reading matter, and the replay compares them anyway. */
const MAXIMUM_LENGTH = 2000;
const MAXIMUM_DEPTH = 20;

/** Thrown for what cannot be written, and caught here. */
class NoLiteral extends Error {}

/**
 * A value as an expression of JavaScript: JSON data, `undefined`, numbers, bigints, dates, `Map` and `Set`. Answers
 * `undefined` for anything else, and for what is long or entangled. A codelet chose the value: nothing of it is code.
 */
export function toLiteral(value: unknown): string | undefined {
  try {
    const text = write(value, 0, { left: MAXIMUM_LENGTH });
    return text.length > MAXIMUM_LENGTH ? undefined : text;
  } catch (error) {
    if (error instanceof NoLiteral) return undefined;
    throw error;
  }
}

/** A text as a literal, with escapes for what moves a cursor or reorders a line. */
export function textLiteral(text: string): string {
  return neutraliseJson(JSON.stringify(text));
}

function write(value: unknown, depth: number, budget: { left: number }): string {
  budget.left -= 1;
  if (depth > MAXIMUM_DEPTH || budget.left < 0) throw new NoLiteral();
  switch (typeof value) {
    case 'string':
      if (value.length > MAXIMUM_LENGTH) throw new NoLiteral();
      return textLiteral(value);
    case 'bigint':
      return `${value}n`;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'object':
      return value === null ? 'null' : writeObject(value, depth, budget);
    default:
      throw new NoLiteral();
  }
}

function writeObject(value: object, depth: number, budget: { left: number }): string {
  const all = (values: readonly unknown[]): string =>
    values.map((each) => write(each, depth + 1, budget)).join(', ');
  if (Array.isArray(value)) {
    if (!isDense(value)) throw new NoLiteral();
    return `[${all(value)}]`;
  }
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof Map) return `new Map([${all([...value])}])`;
  if (value instanceof Set) return `new Set([${all([...value])}])`;
  if (!isPlain(value)) throw new NoLiteral();
  const entries = Object.entries(value).map(
    ([key, member]) => `${keyOf(key)}: ${write(member, depth + 1, budget)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function keyOf(key: string): string {
  // In a literal this name alone would set the prototype.
  if (key === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : textLiteral(key);
}

import { WALL_NAMES, type WallChoice } from '@codelets/core';
import { quoted, typeOf } from './check.js';

export interface ResolvedWalls {
  readonly walls: WallChoice;
  readonly require_walls: readonly string[];
}

const KNOWN: readonly string[] = WALL_NAMES;

/** Throws a `TypeError` that names the field. */
export function resolveWalls(walls: unknown = 'auto', require_walls: unknown = []): ResolvedWalls {
  const named = checkNames(require_walls, 'require_walls', 'an array of names of walls');
  if (walls === 'auto' || walls === 'off') return { walls, require_walls: named };
  return {
    walls: checkNames(walls, 'walls', "'auto', 'off' or an array of names of walls"),
    require_walls: named,
  };
}

function checkNames(value: unknown, field: string, expected: string): string[] {
  if (!Array.isArray(value)) {
    const got = typeof value === 'string' ? quoted(value) : typeOf(value);
    throw new TypeError(`${field} must be ${expected}, got ${got}`);
  }
  return value.map((name: unknown, index) => {
    if (typeof name === 'string' && KNOWN.includes(name)) return name;
    const got = typeof name === 'string' ? quoted(name) : typeOf(name);
    throw new TypeError(`${field}[${index}]: there is no wall ${got}; there are ${KNOWN.join(', ')}`);
  });
}

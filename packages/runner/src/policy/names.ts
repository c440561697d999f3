import { quoted } from '../options/check.js';
import type { Problems } from './problems.js';

/** ASCII alone: two names that look alike would deceive whoever audits a policy. */
const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]{0,63}$/;

/** What `helpers` has in every codelet, or may have. */
export const HELPER_NAMES: readonly string[] = ['logger', 'env', 'random', 'now', 'fetch'];

/**
 * Names that the language itself looks for: `then` would make a group a thenable that every `await` calls, `toJSON` is
 * called when it is written as text, the rest are what code expects of any object.
 */
export const OBJECT_NAMES: readonly string[] = [
  'then',
  'toJSON',
  'constructor',
  'prototype',
  '__proto__',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'toString',
  'valueOf',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
];

/** Whether this may be the name of a group, a member or an environment value; says so where it may not. */
export function isName(name: string, path: string, reserved: readonly string[], problems: Problems): boolean {
  if (!IDENTIFIER.test(name)) {
    problems.add(path, `must be an identifier of at most 64 ASCII characters, got ${quoted(name)}`);
    return false;
  }
  if (reserved.includes(name) || OBJECT_NAMES.includes(name)) {
    problems.add(path, `must have another name: ${name} is reserved`);
    return false;
  }
  return true;
}

/** Whether this names a function as a policy may name it: `group.name`, or `fetch`. */
export function isCapabilityName(name: string): boolean {
  if (name === 'fetch') return true;
  const parts = name.split('.');
  const [group] = parts;
  return (
    parts.length === 2 &&
    !HELPER_NAMES.includes(group!) &&
    parts.every((part) => IDENTIFIER.test(part) && !OBJECT_NAMES.includes(part))
  );
}

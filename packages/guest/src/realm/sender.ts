import { primordials as p, type GuestMessage } from '@codelets/core';

/** Answers whether the message was told: at the end of the stack it may not be. */
export type Send = (message: GuestMessage) => boolean;

/**
 * Wraps `post`, the one function from outside. Whatever it throws is discarded here without being looked at: at the
 * stack limit that is a foreign error, whose constructor leads to a foreign `Function`.
 */
export function createSender(post: (message: string) => void): Send {
  return (message) => {
    const text = jsonOf(message);
    try {
      post(text);
      return true;
    } catch {
      // Nothing else: see above.
      return false;
    }
  };
}

/** JSON of a message. `JSON.stringify` would ask every object for `toJSON`, which a codelet may put on prototypes. */
function jsonOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return p.stringify(value);
  const keys = p.keys(value);
  let text = '';
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index]!;
    text += `${index === 0 ? '' : ','}${p.stringify(key)}:${jsonOf((value as Record<string, unknown>)[key])}`;
  }
  return `{${text}}`;
}

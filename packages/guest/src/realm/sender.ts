import type { GuestMessage } from '@codelets/core';
import { intrinsics } from './intrinsics.js';

export type Send = (message: GuestMessage) => void;

/**
 * Wraps `post`, the one function from outside. Whatever it throws is discarded here without being looked at: at the
 * stack limit that is a foreign error, whose constructor leads to a foreign `Function`.
 */
export function createSender(post: (message: string) => void): Send {
  return (message) => {
    const text = intrinsics.stringify(message);
    try {
      post(text);
    } catch {
      // nothing: see above
    }
  };
}

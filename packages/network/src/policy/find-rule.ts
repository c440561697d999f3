import type { NetworkRule } from '@codelets/core';
import type { RefusalReason } from '../network-refused-error.js';
import { isUnderPrefix } from './path-prefix.js';

const DEFAULT_METHODS: readonly string[] = ['GET', 'HEAD'];

/** The first rule that allows the method at this address, or why there is none. */
export function findRule(
  rules: readonly NetworkRule[],
  url: URL,
  method: string,
): { readonly rule: NetworkRule } | { readonly refused: RefusalReason } {
  const here = rules.filter(
    ({ origin, path }) => origin === url.origin && (path === undefined || isUnderPrefix(url.pathname, path)),
  );
  const rule = here.find(({ methods = DEFAULT_METHODS }) => methods.includes(method));
  if (rule) return { rule };
  return { refused: here.length === 0 ? 'not-allowed' : 'method' };
}

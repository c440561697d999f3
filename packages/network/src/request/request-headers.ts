import type { NetworkRule } from '@codelets/core';
import { ACCEPTED_ENCODINGS } from '../response/decode-body.js';

type Pairs = readonly (readonly [name: string, value: string])[];

/**
 * What a hop sends: the codelet's headers, those of the hop's own rule in their place where both name one, and what
 * every request needs. Made anew for each hop, so that a rule's secrets go nowhere else.
 */
export function requestHeaders(own: Pairs, { headers: added = {} }: NetworkRule): Pairs {
  // A server may take `x_api_key` for `x-api-key`: the codelet must not put its own beside the rule's.
  const names = new Set(Object.keys(added).map(comparable));
  const kept = own.filter(([name]) => !names.has(comparable(name)));
  const result = [...kept, ...Object.entries(added), ['accept-encoding', ACCEPTED_ENCODINGS] as const];
  if (!result.some(([name]) => name === 'accept')) result.push(['accept', '*/*']);
  if (!result.some(([name]) => name === 'user-agent')) result.push(['user-agent', 'codelets']);
  return result;
}

function comparable(name: string): string {
  return name.replaceAll('_', '-');
}

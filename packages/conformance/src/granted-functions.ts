import { decode, encode, type RunLimits } from '@codelets/core';
import type { AnswerCall } from '@codelets/session';
import type { GrantedFunction, RunOptions } from './subject.js';

/** The functions that a case grants, by `group.name`. */
export function grantedFunctions({
  capabilities = {},
}: NonNullable<RunOptions['policy']>): Map<string, GrantedFunction> {
  const granted = new Map<string, GrantedFunction>();
  for (const [group, members] of Object.entries(capabilities)) {
    for (const [name, granted_function] of Object.entries(members))
      granted.set(`${group}.${name}`, granted_function);
  }
  return granted;
}

/** The least that answers calls: no caps, and nothing of an error but that there was one. */
export function answerWith(granted: ReadonlyMap<string, GrantedFunction>, limits: RunLimits): AnswerCall {
  return async ({ name, args }, signal) => {
    try {
      const value: unknown = await granted.get(name)!(decode(args) as never, { signal });
      return { value: encode(value, limits.max_call_bytes, { own_bytes: true }) };
    } catch (cause) {
      const message = `helpers.${name} failed`;
      return { error: { name: 'CapabilityError', code: 'CAPABILITY_FAILED', message }, cause };
    }
  };
}

import { decode, encode, type RunLimits, type WireRequest } from '@codelets/core';
import type { AnswerCall } from '@codelets/session';
import { answerWire, refusalOf } from './served.js';
import type { GrantedFunction, RunOptions } from './subject.js';

/** The functions that a case grants, by `group.name`; `fetch` is one of no group. */
export function grantedFunctions({
  capabilities = {},
  fetch,
}: NonNullable<RunOptions['policy']>): Map<string, GrantedFunction> {
  const granted = new Map<string, GrantedFunction>();
  for (const [group, members] of Object.entries(capabilities)) {
    for (const [name, granted_function] of Object.entries(members))
      granted.set(`${group}.${name}`, granted_function);
  }
  if (fetch) granted.set('fetch', (request: WireRequest) => answerWire(fetch, request));
  return granted;
}

/** By this name a runner knows what its `suspend` answers, whichever copy of it made it. */
const SUSPENSION = Symbol.for('@codelets/runner/suspension');

/** What a capability answers to end the run and have it go on later. */
export function suspending(payload: unknown): object {
  return { [SUSPENSION]: true, payload };
}

/** The least that answers calls: no caps, and nothing of an error but that there was one. */
export function answerWith(granted: ReadonlyMap<string, GrantedFunction>, limits: RunLimits): AnswerCall {
  return async ({ name, args }, signal) => {
    try {
      const value: unknown = await granted.get(name)!(decode(args) as never, { signal });
      if (typeof value === 'object' && value !== null && SUSPENSION in value)
        return { suspended: { payload: (value as unknown as { payload: unknown }).payload } };
      return { value: encode(value, limits.max_call_bytes, { own_bytes: true }) };
    } catch (cause) {
      const refusal = refusalOf(cause);
      if (refusal) return { error: refusal, cause };
      const message = `helpers.${name} failed`;
      return { error: { name: 'CapabilityError', code: 'CAPABILITY_FAILED', message }, cause };
    }
  };
}

import {
  decode,
  primordials as p,
  setOwn,
  type ConfigureCommand,
  type WireRequest,
  type WireResponse,
} from '@codelets/core';
import type { Calls } from './calls.js';
import type { Clock } from './clock.js';
import { deepFreeze } from './deep-freeze.js';
import { defineFetch } from './web/fetch/define-fetch.js';
import { intrinsics, sealed } from './intrinsics.js';

export interface HelperParts {
  readonly logger: object;
  readonly calls: Calls;
  readonly clock: Clock;
  random(): number;
}

/** The second argument of a codelet's function: what every codelet has, and what the service granted to this one. */
export function createHelpers(command: ConfigureCommand, parts: HelperParts): object {
  const { calls, clock } = parts;
  const env: unknown = command.env === null ? {} : decode(command.env);
  deepFreeze(env);
  const helpers: Record<string, unknown> = {};
  setOwn(helpers, 'logger', parts.logger);
  setOwn(helpers, 'env', env);
  setOwn(
    helpers,
    'random',
    sealed('random', () => parts.random()),
  );
  setOwn(
    helpers,
    'now',
    sealed('now', () => clock.now()),
  );
  const { capabilities } = command;
  for (let index = 0; index < capabilities.length; index += 1) {
    const full = capabilities[index]!;
    if (full === 'fetch') {
      const ask = (request: WireRequest) => calls.call(full, request) as Promise<WireResponse>;
      setOwn(helpers, full, defineFetch(ask));
      continue;
    }
    const dot = intrinsics.indexOf(full, '.');
    const group = p.slice(full, 0, dot);
    const name = p.slice(full, dot + 1);
    if (!p.hasOwn(helpers, group)) setOwn(helpers, group, {});
    const call = sealed(name, (args?: unknown) => calls.call(full, args));
    setOwn(helpers[group] as object, name, call);
  }
  const keys = p.keys(helpers);
  for (let index = 0; index < keys.length; index += 1) intrinsics.freeze(helpers[keys[index]!]);
  return intrinsics.freeze(helpers);
}

import {
  ALL_CALLS_UNITS,
  CannotCrossError,
  TooLargeError,
  decode,
  encode,
  primordials as p,
  setHidden,
  setOwn,
  type AnswerCommand,
  type CallError,
} from '@codelets/core';
import { intrinsics } from './intrinsics.js';
import type { Send } from './sender.js';

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

export interface Calls {
  /** Asks the trusted side; the answer comes in a later entry. Never throws. */
  call(name: string, args: unknown): Promise<unknown>;
  answer(command: AnswerCommand): void;
  configure(caps: { max_calls: number; max_call_bytes: number }): void;
  /** The id of the call whose rejection `thrown` is, by identity. */
  idOf(thrown: unknown): number | null;
}

/** Calls of what the service granted: arguments leave as text, answers come as text. */
export function createCalls(send: Send): Calls {
  const pending = new p.Map<number, Pending>();
  const rejections = new intrinsics.WeakMap<object, number>();
  let lastId = 0;
  let unitsLeft = ALL_CALLS_UNITS;
  let maximumCalls = 0;
  let maximumBytes = 0;

  function start(name: string, args: unknown, { resolve, reject }: Pending): void {
    let text: string;
    try {
      text = encode(args, maximumBytes);
    } catch (thrown) {
      return reject(unsendable(name, thrown, maximumBytes));
    }
    if (lastId >= maximumCalls) {
      const message = `The run made more than ${maximumCalls} calls`;
      return reject(errorOf({ name: 'CapabilityError', message, code: 'CAPABILITY_LIMIT' }));
    }
    if (text.length > unitsLeft) {
      const message = 'The arguments of all calls together take more than a run may send';
      return reject(errorOf({ name: 'CapabilityError', message, code: 'CAPABILITY_LIMIT' }));
    }
    const id = lastId + 1;
    p.mapSet(pending, id, { resolve, reject });
    if (!send({ t: 'call', id, name, args: text })) {
      // At the end of the stack nobody was told. The number is the next call's: the trusted side takes no gaps.
      intrinsics.mapDelete(pending, id);
      return reject(new intrinsics.RangeError('Maximum call stack size exceeded'));
    }
    unitsLeft -= text.length;
    lastId = id;
  }

  return {
    call: (name, args) => new intrinsics.Promise((resolve, reject) => start(name, args, { resolve, reject })),
    answer({ id, value, error }) {
      const call = p.mapGet(pending, id) as Pending | undefined;
      if (!call) return;
      intrinsics.mapDelete(pending, id);
      if (value !== null) return call.resolve(decode(value));
      const rejection = errorOf(error!);
      intrinsics.weakSet(rejections, rejection, id);
      call.reject(rejection);
    },
    configure(caps) {
      maximumCalls = caps.max_calls;
      maximumBytes = caps.max_call_bytes;
    },
    idOf(thrown) {
      if (typeof thrown !== 'object' || thrown === null) return null;
      return intrinsics.weakGet(rejections, thrown) ?? null;
    },
  };
}

function errorOf({ name, message, code }: CallError): Error {
  const error = new intrinsics.Error(message);
  setHidden(error, 'name', name);
  setOwn(error, 'code', code);
  return error;
}

/** Arguments that cannot cross are the codelet's mistake, made at the call and told there. */
function unsendable(name: string, thrown: unknown, maximum: number): unknown {
  if (CannotCrossError.isInstance(thrown)) {
    return new intrinsics.TypeError(
      `The argument of helpers.${name} holds ${thrown.found} at ${thrown.path}, which cannot leave the sandbox`,
    );
  }
  if (TooLargeError.isInstance(thrown)) {
    const message = `The argument of helpers.${name} takes more than ${maximum} bytes`;
    return errorOf({ name: 'CapabilityError', message, code: 'CAPABILITY_LIMIT' });
  }
  return thrown;
}

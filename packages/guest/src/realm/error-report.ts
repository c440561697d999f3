import {
  ERROR_REPORT_CAPS as CAPS,
  brandOf,
  encode,
  primordials as p,
  setOwn,
  type ErrorReport,
} from '@codelets/core';
import { inspect } from './inspect.js';
import { intrinsics, quietly } from './intrinsics.js';
import type { StackTraces } from './stack-traces.js';
import { cut } from './text.js';

/** For a thrown value that cannot even be looked at, such as a revoked proxy. */
export const UNREADABLE: ErrorReport = {
  is_error: false,
  name: null,
  message: 'a value that cannot be shown',
  stack: null,
  file: null,
  line: null,
  column: null,
  data: null,
  cause: null,
};

/** A thrown value as data. Whatever its getters do is caught; the deadline holds for them as for all else. */
export function reportError(
  thrown: unknown,
  stacks: StackTraces,
  causesLeft: number = CAPS.causes,
): ErrorReport {
  if (!isError(thrown)) {
    return {
      is_error: false,
      name: null,
      message: cut(
        typeof thrown === 'string' ? thrown : quietly(() => inspect(thrown, CAPS.message), 'unknown'),
        CAPS.message,
      ),
      stack: null,
      file: null,
      line: null,
      column: null,
      data: quietly(() => encode(thrown, CAPS.data), null),
      cause: null,
    };
  }
  const place = stacks.placeOf(thrown);
  const cause = read(thrown, 'cause');
  return {
    is_error: true,
    name: cut(textOf(read(thrown, 'name'), 'Error'), CAPS.name),
    message: cut(textOf(read(thrown, 'message'), ''), CAPS.message),
    stack: cut(textOf(read(thrown, 'stack'), ''), CAPS.stack),
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    data: ownData(thrown),
    cause: cause === undefined || causesLeft === 0 ? null : reportError(cause, stacks, causesLeft - 1),
  };
}

function isError(value: unknown): value is Error {
  if (typeof value !== 'object' || value === null) return false;
  return quietly(
    () => intrinsics.isPrototypeOf(intrinsics.errorPrototype, value) || brandOf(value) === 'Error',
    false,
  );
}

function read(error: object, key: string): unknown {
  return quietly(() => (error as Record<string, unknown>)[key], undefined);
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

/** The error's own `code`, and what an AggregateError collects, as codec text. */
function ownData(error: Error): string | null {
  const data: Record<string, unknown> = {};
  const code = read(error, 'code');
  if (typeof code === 'string' || typeof code === 'number') setOwn(data, 'code', code);
  const errors = read(error, 'errors');
  if (intrinsics.isArray(errors)) setOwn(data, 'errors', errors);
  if (p.keys(data).length === 0) return null;
  return quietly(() => encode(data, CAPS.data), null);
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Recording } from '@codelets/core';
import type { SuspendedCall } from '@codelets/session';
import type { ContinuationOptions } from '../options/runner-options.js';
import { parseRecording } from './parse-recording.js';

/** An unfinished run. */
export interface Continuation {
  readonly recording: Recording;
  /** The calls that wait for their answer. */
  readonly suspended: readonly SuspendedCall[];
  /** For whom the run was; it goes on for nobody else. */
  readonly tenant?: string;
  /** Milliseconds since the epoch. */
  readonly expires_at: number;
}

export type OpenedContinuation =
  | { readonly ok: true; readonly continuation: Continuation }
  | { readonly ok: false; readonly reason: 'tampered' | 'expired' };

/** Other texts that are signed with the same key must not pass for continuations. */
const PURPOSE = 'codelets continuation 1';

/** Text that can be kept anywhere and sent anywhere; whoever reads it reads all that the run was given. */
export function sealContinuation(continuation: Continuation, { key }: ContinuationOptions): string {
  const body = Buffer.from(JSON.stringify(continuation), 'utf8').toString('base64url');
  return `${body}.${signatureOf(body, key).toString('base64url')}`;
}

/** Nothing of the text is looked at before its signature was found right. */
export function openContinuation(text: string, { key }: ContinuationOptions): OpenedContinuation {
  const dot = text.indexOf('.');
  const body = text.slice(0, Math.max(0, dot));
  const expected = signatureOf(body, key).toString('base64url');
  const given = Buffer.from(text.slice(dot + 1), 'utf8');
  const right = Buffer.from(expected, 'utf8');
  // The texts are compared, not what they decode to: only one text is right.
  if (given.length !== right.length || !timingSafeEqual(given, right))
    return { ok: false, reason: 'tampered' };
  let continuation: Continuation;
  try {
    continuation = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Continuation;
    parseRecording(continuation.recording);
  } catch {
    // Signed by another version of this package.
    return { ok: false, reason: 'tampered' };
  }
  if (!(continuation.expires_at > Date.now())) return { ok: false, reason: 'expired' };
  return { ok: true, continuation };
}

function signatureOf(body: string, key: string): Buffer {
  return createHmac('sha256', key).update(PURPOSE).update('\0').update(body).digest();
}

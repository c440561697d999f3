import { brandOf, primordials as p } from '@codelets/core';
import { intrinsics } from '../../intrinsics.js';
import { decodeUtf8, encodeUtf8 } from './utf8.js';

/** A body is whole and in memory: what enters or leaves a realm is bounded before it does. */
export interface Body {
  /** Never handed out, only copies of it, so that clones may share it. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  readonly length: number;
  isUsed: boolean;
}

export interface ExtractedBody {
  readonly body: Body;
  /** What `content-type` is where the codelet names none. */
  readonly type: string | null;
}

export function bodyOf(bytes: Uint8Array<ArrayBuffer> | null): Body {
  return { bytes, length: bytes === null ? 0 : intrinsics.viewByteLength(bytes), isUsed: false };
}

/** https://fetch.spec.whatwg.org/#concept-bodyinit-extract, of what there is here: no streams, blobs or form data. */
export function extractBody(value: unknown): ExtractedBody {
  if (value === null || value === undefined) return { body: bodyOf(null), type: null };
  if (typeof value === 'object') {
    const bytes = bytesOf(value);
    if (bytes) return { body: bodyOf(bytes), type: null };
    // Its tables are loaded by the codelet that made one; a forged one fails in its own toString.
    const { URLSearchParams } = globalThis as unknown as { URLSearchParams: { prototype: object } };
    if (intrinsics.isPrototypeOf(URLSearchParams.prototype, value))
      return {
        body: bodyOf(encodeUtf8(`${value as unknown as string}`)),
        type: 'application/x-www-form-urlencoded;charset=UTF-8',
      };
  }
  return { body: bodyOf(encodeUtf8(`${value as string}`)), type: 'text/plain;charset=UTF-8' };
}

function bytesOf(value: object): Uint8Array<ArrayBuffer> | undefined {
  const brand = brandOf(value);
  if (brand === 'ArrayBuffer') return copyOf(new p.Uint8Array(value as ArrayBuffer), p.bufferLength(value));
  if (brand === 'DataView') {
    const length = p.dataViewLength(value);
    return copyOf(new p.Uint8Array(p.dataViewBuffer(value), p.dataViewOffset(value), length), length);
  }
  if (p.viewName(value) === undefined) return undefined;
  const length = intrinsics.viewByteLength(value);
  return copyOf(new p.Uint8Array(p.viewBuffer(value), p.viewOffset(value), length), length);
}

/** A copy in memory of its own. No constructor of the codelet is asked for one. */
export function copyOf(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const copy = new p.Uint8Array(length);
  intrinsics.copyInto(copy, bytes);
  return copy;
}

/** The body for a second reader, who reads it once as well. */
export function cloneBody(body: Body): Body {
  if (body.isUsed) throw new intrinsics.TypeError('The body has been read');
  return bodyOf(body.bytes);
}

export type ReadAs = (bytes: Uint8Array, length: number) => unknown;

export const READ_AS = {
  text: decodeUtf8,
  json: (bytes: Uint8Array, length: number): unknown => intrinsics.parseJson(decodeUtf8(bytes, length)),
  bytes: copyOf,
  arrayBuffer: (bytes: Uint8Array, length: number): ArrayBuffer => p.viewBuffer(copyOf(bytes, length)),
};

/** Reads a body, once. */
export function readBody(body: Body, readAs: ReadAs): Promise<never> {
  return new intrinsics.Promise((resolve, reject) => {
    if (body.isUsed) return reject(new intrinsics.TypeError('The body has been read'));
    if (body.bytes !== null) body.isUsed = true;
    // What it throws (a SyntaxError of JSON) rejects.
    return resolve(readAs(body.bytes ?? new p.Uint8Array(0), body.length) as never);
  });
}

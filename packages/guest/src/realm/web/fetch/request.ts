import type { WireRequest } from '@codelets/core';
import { intrinsics } from '../../intrinsics.js';
import { abortHooks } from '../abort-hooks.js';
import { READ_AS, cloneBody, copyOf, extractBody, readBody, type Body, type ExtractedBody } from './body.js';
import { appended, combined, nameOf, type HeaderList } from './header-list.js';
import type { HeadersParts } from './headers.js';
import { tag } from './tag.js';

type Redirect = WireRequest['redirect'];

export interface RequestParts {
  readonly Request: new (input: unknown, init?: unknown) => object;
  /** For `fetch`: the URL stays as it is written, the trusted side reads it. The realm's own URL is not loaded. */
  create(input: unknown, init: unknown): object;
  /** The request as it leaves the realm; its body is used up by that. */
  wireOf(request: object): WireRequest;
  signalOf(request: object): object | null;
}

interface Init {
  readonly method?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly redirect?: unknown;
  readonly signal?: unknown;
}

const AS_WRITTEN = intrinsics.Symbol('as written');

/** Without a prototype, on which a codelet could put fields. */
const NOTHING = intrinsics.freeze(intrinsics.create(null) as object);

/**
 * https://fetch.spec.whatwg.org/#request-class. Nothing is decided here about what may be sent: the trusted side checks
 * all of it. Fields that mean nothing without a page (mode, credentials, cache, …) are ignored.
 */
export function createRequest(headersParts: HeadersParts): RequestParts {
  let create!: RequestParts['create'];
  let wireOf!: RequestParts['wireOf'];
  let signalOf!: RequestParts['signalOf'];

  class Request {
    #url: string;
    #method = 'GET';
    #headers: object;
    #body: Body;
    #redirect: Redirect = 'follow';
    #signal: object | null = null;

    constructor(input: unknown, init: unknown = undefined, token: unknown = undefined) {
      const { method, headers, body, redirect, signal } = (init ?? NOTHING) as Init;
      const from = typeof input === 'object' && input !== null && #url in input ? (input as Request) : null;
      this.#url = from ? from.#url : token === AS_WRITTEN ? `${input as string}` : urlOf(input);
      if (method !== undefined) this.#method = methodOf(method);
      else if (from) this.#method = from.#method;
      if (redirect !== undefined) this.#redirect = redirectOf(redirect);
      else if (from) this.#redirect = from.#redirect;
      this.#signal = signal === undefined ? (from ? from.#signal : null) : checkSignal(signal);
      let list: HeaderList =
        headers === undefined
          ? from
            ? headersParts.listOf(from.#headers)
            : []
          : headersParts.listOf(new headersParts.Headers(headers));
      // Before the other's body is taken: a request that cannot be made uses up none.
      const inherited = from && (body === undefined || body === null) ? from.#body : null;
      const hasBody = inherited ? inherited.bytes !== null : body !== undefined && body !== null;
      if (hasBody && (this.#method === 'GET' || this.#method === 'HEAD'))
        throw new intrinsics.TypeError(`A ${this.#method} request has no body`);
      const extracted: ExtractedBody = inherited ? taken(inherited) : extractBody(body);
      if (extracted.type !== null && combined(list, 'content-type') === null)
        list = appended(list, ['content-type', extracted.type]);
      this.#body = extracted.body;
      this.#headers = headersParts.create(list, false);
    }

    get method(): string {
      return this.#method;
    }

    get url(): string {
      return this.#url;
    }

    get headers(): object {
      return this.#headers;
    }

    get redirect(): Redirect {
      return this.#redirect;
    }

    get signal(): object {
      // Reading the name loads what it stands for.
      void (globalThis as { AbortSignal?: unknown }).AbortSignal;
      return (this.#signal ??= abortHooks()!.create());
    }

    /** There are no streams here: `text()` and the others answer the whole body. */
    get body(): null {
      void this.#body;
      return null;
    }

    get bodyUsed(): boolean {
      return this.#body.isUsed;
    }

    text(): Promise<string> {
      return readBody(this.#body, READ_AS.text);
    }

    json(): Promise<unknown> {
      return readBody(this.#body, READ_AS.json);
    }

    bytes(): Promise<Uint8Array> {
      return readBody(this.#body, READ_AS.bytes);
    }

    arrayBuffer(): Promise<ArrayBuffer> {
      return readBody(this.#body, READ_AS.arrayBuffer);
    }

    clone(): Request {
      const body = cloneBody(this.#body);
      const copy = new Request(this.#url, undefined, AS_WRITTEN);
      copy.#method = this.#method;
      copy.#headers = headersParts.create(headersParts.listOf(this.#headers), false);
      copy.#body = body;
      copy.#redirect = this.#redirect;
      copy.#signal = this.#signal;
      return copy;
    }

    static {
      create = (input, init) => new Request(input, init, AS_WRITTEN);
      wireOf = (request) => {
        const ours = request as Request;
        const { bytes, length } = taken(ours.#body).body;
        return {
          url: ours.#url,
          method: ours.#method,
          headers: headersParts.listOf(ours.#headers),
          body: bytes === null ? null : copyOf(bytes, length),
          redirect: ours.#redirect,
        };
      };
      signalOf = (request) => (request as Request).#signal;
      tag(Request.prototype, 'Request');
    }
  }

  return { Request, create, wireOf, signalOf };
}

/** The body of a request that gives it to another, or away: it is used then. */
function taken(body: Body): ExtractedBody {
  const copy = cloneBody(body);
  if (body.bytes !== null) body.isUsed = true;
  return { body: copy, type: null };
}

function urlOf(input: unknown): string {
  const { URL } = globalThis as unknown as {
    URL: new (url: string) => { href: string; username: string; password: string };
  };
  const url = new URL(`${input as string}`);
  if (url.username !== '' || url.password !== '')
    throw new intrinsics.TypeError('A URL with a user name or password cannot be fetched');
  return `${url.href}`;
}

const NORMALISED = {
  __proto__: null,
  DELETE: 1,
  GET: 1,
  HEAD: 1,
  OPTIONS: 1,
  POST: 1,
  PUT: 1,
} as unknown as {
  readonly [name: string]: 1 | undefined;
};

function methodOf(value: unknown): string {
  const method = `${value as string}`;
  nameOf(method);
  const upper = intrinsics.toUpperCase(method);
  if (upper === 'CONNECT' || upper === 'TRACE' || upper === 'TRACK')
    throw new intrinsics.TypeError(`The method ${upper} cannot be fetched`);
  return NORMALISED[upper] ? upper : method;
}

function redirectOf(value: unknown): Redirect {
  const redirect = `${value as string}`;
  if (redirect !== 'follow' && redirect !== 'error' && redirect !== 'manual')
    throw new intrinsics.TypeError("redirect is 'follow', 'error' or 'manual'");
  return redirect;
}

function checkSignal(value: unknown): object | null {
  if (value === null) return null;
  // Before the names of abort.ts are touched there is no signal that anybody could pass.
  if (typeof value !== 'object' || !abortHooks()?.isSignal(value))
    throw new intrinsics.TypeError('signal is an AbortSignal');
  return value;
}

import { setOwn, type WireResponse } from '@codelets/core';
import { intrinsics } from '../../intrinsics.js';
import { READ_AS, bodyOf, cloneBody, copyOf, extractBody, readBody, type Body } from './body.js';
import { combined, pairOf, appended, type HeaderList, type Pair } from './header-list.js';
import type { HeadersParts } from './headers.js';
import { tag } from './tag.js';

export interface ResponseParts {
  readonly Response: new (body?: unknown, init?: unknown) => object;
  create(wire: WireResponse, method: string): object;
}

interface Init {
  readonly status?: unknown;
  readonly statusText?: unknown;
  readonly headers?: unknown;
}

/** Without a prototype, on which a codelet could put fields. */
const NOTHING = intrinsics.freeze(intrinsics.create(null) as object);

/** https://fetch.spec.whatwg.org/#response-class, with bodies in memory. Built when it is first needed. */
export function createResponse(headersParts: HeadersParts): ResponseParts {
  let create!: ResponseParts['create'];

  class Response {
    #body: Body;
    #headers: object;
    #status = 200;
    #statusText = '';
    #type = 'default';
    #url = '';
    #redirected = false;

    constructor(body: unknown = null, init: unknown = undefined) {
      const { status, statusText, headers } = (init ?? NOTHING) as Init;
      if (status !== undefined) this.#status = statusOf(status);
      if (statusText !== undefined) this.#statusText = statusTextOf(statusText);
      let list: HeaderList = headers === undefined ? [] : listFrom(headers);
      const extracted = extractBody(body);
      if (extracted.body.bytes !== null && isWithoutBody(this.#status))
        throw new intrinsics.TypeError(`An answer with status ${this.#status} has no body`);
      if (extracted.type !== null && combined(list, 'content-type') === null)
        list = appended(list, ['content-type', extracted.type]);
      this.#body = extracted.body;
      this.#headers = headersParts.create(list, false);
    }

    get type(): string {
      return this.#type;
    }

    get url(): string {
      return this.#url;
    }

    get redirected(): boolean {
      return this.#redirected;
    }

    get status(): number {
      return this.#status;
    }

    get ok(): boolean {
      return this.#status >= 200 && this.#status <= 299;
    }

    get statusText(): string {
      return this.#statusText;
    }

    get headers(): object {
      return this.#headers;
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

    clone(): Response {
      const copy = new Response();
      copy.#body = cloneBody(this.#body);
      copy.#headers = headersParts.create(headersParts.listOf(this.#headers), this.#type !== 'default');
      copy.#status = this.#status;
      copy.#statusText = this.#statusText;
      copy.#type = this.#type;
      copy.#url = this.#url;
      copy.#redirected = this.#redirected;
      return copy;
    }

    static error(): Response {
      const response = new Response();
      response.#type = 'error';
      response.#status = 0;
      response.#headers = headersParts.create([], true);
      return response;
    }

    static redirect(url: unknown, status: unknown = 302): Response {
      const code = intrinsics.Number(status);
      if (code !== 301 && code !== 302 && code !== 303 && code !== 307 && code !== 308)
        throw new intrinsics.RangeError('The status of a redirect is 301, 302, 303, 307 or 308');
      const { URL } = globalThis as unknown as { URL: new (url: string) => { href: string } };
      const response = new Response();
      response.#status = code;
      response.#headers = headersParts.create([pairOf('location', new URL(`${url as string}`).href)], true);
      return response;
    }

    static json(data: unknown, init: unknown = undefined): Response {
      const text = intrinsics.stringify(data) as string | undefined;
      if (text === undefined) throw new intrinsics.TypeError('The data cannot be written as JSON');
      const response = new Response(text, init);
      const { headers } = (init ?? NOTHING) as Init;
      const list = headers === undefined ? [] : listFrom(headers);
      if (combined(list, 'content-type') === null)
        response.#headers = headersParts.create(appended(list, ['content-type', 'application/json']), false);
      return response;
    }

    static {
      create = (wire, method) => {
        const response = new Response();
        const isEmpty = method === 'HEAD' || isWithoutBody(wire.status);
        response.#body = bodyOf(isEmpty ? null : copyOf(wire.body, intrinsics.viewByteLength(wire.body)));
        const list: Pair[] = [];
        for (let index = 0; index < wire.headers.length; index += 1)
          setOwn(list, index, [wire.headers[index]![0], wire.headers[index]![1]]);
        response.#headers = headersParts.create(list, true);
        response.#status = wire.status;
        response.#statusText = wire.status_text;
        response.#type = 'basic';
        response.#url = wire.url;
        response.#redirected = wire.redirected;
        return response;
      };
      tag(Response.prototype, 'Response');
    }
  }

  function listFrom(headers: unknown): HeaderList {
    return headersParts.listOf(new headersParts.Headers(headers));
  }

  return { Response, create };
}

function statusOf(value: unknown): number {
  const status = intrinsics.trunc(intrinsics.Number(value));
  if (!(status >= 200 && status <= 599))
    throw new intrinsics.RangeError('The status of an answer is from 200 to 599');
  return status;
}

/** The words are those of a header's value. */
function statusTextOf(value: unknown): string {
  return pairOf('status-text', value)[1];
}

function isWithoutBody(status: number): boolean {
  return status === 101 || status === 103 || status === 204 || status === 205 || status === 304;
}

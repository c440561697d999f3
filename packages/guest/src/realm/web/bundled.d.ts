/** Resolved by the bundler: what is required inside a function is evaluated when the function first runs. */
declare function require(name: 'whatwg-url'): { URL: object; URLSearchParams: object };
declare function require(name: '@exodus/bytes/encoding-lite.js'): {
  TextEncoder: object;
  TextDecoder: object;
};
declare function require(name: './abort.js'): typeof import('./abort.js');
declare function require(name: './random-bytes.js'): typeof import('./random-bytes.js');

/** Its `exports` lead past its own declarations. */
declare module 'event-target-shim' {
  export class Event {
    constructor(type: string);
  }
  export class EventTarget {
    addEventListener(type: string, listener: (event: Event) => void, options?: { once?: boolean }): void;
    dispatchEvent(event: Event): boolean;
  }
  export function getEventAttributeValue(target: EventTarget, type: string): unknown;
  export function setEventAttributeValue(target: EventTarget, type: string, listener: unknown): void;
  export function setErrorHandler(handler: (error: unknown) => void): void;
  export function setWarningHandler(handler: () => void): void;
}

declare module 'punycode/punycode.es6.js' {
  const punycode: {
    encode(text: string): string;
    decode(text: string): string;
    toUnicode(domain: string): string;
  };
  export default punycode;
}

/** Globals of the realm that the prelude itself defines. */
declare function setTimeout(callback: () => void, ms: number): number;
declare const console: { error(...values: unknown[]): void };

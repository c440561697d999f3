/** What every JavaScript platform that can hold a session offers; the package knows no Node. */
declare function setTimeout(callback: () => void, ms: number): { readonly __timer: never };
declare function clearTimeout(timer: { readonly __timer: never } | undefined): void;
declare class AbortController {
  readonly signal: AbortSignal;
  abort(): void;
}
declare const performance: { now(): number };
interface AbortSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

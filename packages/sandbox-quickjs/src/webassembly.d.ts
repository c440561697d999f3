/** The part of WebAssembly's JavaScript interface that this package uses; TypeScript has it in the DOM library only. */
declare namespace WebAssembly {
  type Imports = Record<string, Record<string, (...values: never[]) => unknown>>;
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: object;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  interface Global {
    value: number;
  }
  interface Table {
    get(index: number): unknown;
    set(index: number, value: unknown): void;
  }
}

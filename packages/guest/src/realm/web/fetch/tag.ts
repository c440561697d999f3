import { intrinsics } from '../../intrinsics.js';

/** What `Object.prototype.toString` calls an instance. */
export function tag(prototype: object, name: string): void {
  intrinsics.assignDescriptor(prototype, intrinsics.Symbol.toStringTag, {
    __proto__: null,
    value: name,
    writable: false,
    enumerable: false,
    configurable: true,
  } as PropertyDescriptor);
}

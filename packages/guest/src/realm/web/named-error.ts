import { intrinsics } from '../intrinsics.js';

/** An error with the name that a DOMException would have; there is no DOMException here. */
export function createNamedError(name: string, message: string): Error {
  const error = new intrinsics.Error(message);
  intrinsics.assignDescriptor(error, 'name', {
    __proto__: null,
    value: name,
    writable: true,
    enumerable: false,
    configurable: true,
  } as PropertyDescriptor);
  return error;
}

import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const entryPointsAreAbsent = codelet({
  class: 'wasm',
  name: 'no entry point of WebAssembly',
  modelled_on: 'GHSA-ffh4-j6h5-pg66: WebAssembly.JSTag',
  source: `export function main() {
  const found = Object.getOwnPropertyNames(globalThis).filter((name) => /wasm|webassembly/i.test(name)); let denied;
  try { WebAssembly.compile(new Uint8Array(8)) } catch (e) { denied = e.name }
  return [typeof WebAssembly, 'WebAssembly' in globalThis, found, denied];
}`,
  outcome: gives(['undefined', false, [], 'PolicyViolation']),
});

import { createStripTypes, type StripTypes, type TypeStripper } from './strip-types.js';

/** Loads the stripper, 4 MB; `undefined` where it is not installed. */
export async function loadStripper(): Promise<StripTypes | undefined> {
  try {
    const loaded = (await import('@swc/wasm-typescript')) as TypeStripper & {
      readonly default?: TypeStripper;
    };
    return createStripTypes(loaded.default ?? loaded);
  } catch {
    return undefined;
  }
}

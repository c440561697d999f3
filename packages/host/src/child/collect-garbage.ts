import v8 from 'node:v8';
import vm from 'node:vm';

/**
 * A function that collects all garbage, or `undefined` where V8 does not give it. Not by `--expose-gc`: that flag
 * puts `gc` into every realm that is made later. Here one context is made while the flag is on, and the function
 * stays in this closure.
 */
export function captureCollector(): (() => void) | undefined {
  try {
    v8.setFlagsFromString('--expose-gc');
    const collect: unknown = vm.runInNewContext('gc');
    v8.setFlagsFromString('--no-expose-gc');
    return typeof collect === 'function' ? () => void collect() : undefined;
  } catch {
    return undefined;
  }
}

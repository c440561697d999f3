/**
 * Names that codelets try and that belong to a host. The compiler rewrites free references to them into a denial, so
 * that `require('fs')` is a policy violation while `typeof require` still says 'undefined'. `eval`, `Function` and
 * string timers exist as bindings and deny when they are called.
 */
export const DENIED_NAMES: readonly string[] = [
  'require', 'module', 'exports', '__dirname', '__filename',
  'process', 'global', 'GLOBAL', 'root', 'Buffer', 'setImmediate', 'clearImmediate',
  'fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Request', 'Response', 'Headers',
  'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'Worker', 'SharedWorker', 'importScripts',
  'window', 'self', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'indexedDB',
  'Deno', 'Bun',
]; // prettier-ignore

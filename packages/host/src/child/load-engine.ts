import Module, { createRequire } from 'node:module';
import { sep } from 'node:path';
import type { CreateEngine, Engine } from '@codelets/core';
import type { LoadOrder } from '../protocol/packet.js';

type Resolve = (
  request: string,
  parent: { filename?: string | null } | undefined,
  ...rest: unknown[]
) => string;

export async function loadEngine(order: LoadOrder): Promise<Engine> {
  resolveByTable(order.resolutions);
  const exported: unknown = createRequire(order.module)(order.module);
  const create = (exported as { default?: unknown }).default ?? exported;
  if (typeof create !== 'function') throw new TypeError('the engine file exports no function');
  const init = { prelude: order.prelude, memory_bytes: order.memory_bytes };
  return (create as CreateEngine)(init, order.options);
}

/** Package names mean the files that the service found: the child may not read the folders on the way to them. */
function resolveByTable(resolutions: LoadOrder['resolutions']): void {
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  const users = Object.keys(resolutions);
  loader._resolveFilename = function (request, parent, ...rest) {
    const file = parent?.filename ?? '';
    const user = users.find((path) => file === path || file.startsWith(path + sep));
    const table = user === undefined ? undefined : resolutions[user];
    if (table !== undefined && Object.hasOwn(table, request)) return table[request] ?? request;
    return resolve.call(this, request, parent, ...rest);
  };
}

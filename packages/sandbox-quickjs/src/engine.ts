import { readFileSync } from 'node:fs';
import type { CreateEngine, Engine } from '@codelets/core';
import { RealmFactory } from './realm-factory.js';

/** Opens realms in QuickJS. The option `wasm_file` is the path of quickjs-wasi's quickjs.wasm. */
const createEngine: CreateEngine = ({ prelude, memory_bytes }, { wasm_file }) => {
  if (typeof wasm_file !== 'string') throw new TypeError('quickjs-wasi is not installed');
  return new RealmFactory(readFileSync(wasm_file), prelude, memory_bytes) as unknown as Engine;
};

export default createEngine;

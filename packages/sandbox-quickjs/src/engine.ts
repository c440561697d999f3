import { readFileSync } from 'node:fs';
import type { CreateEngine } from '@codelets/core';
import { RealmFactory } from './realm-factory.js';

/** Opens realms in QuickJS. The options are `EngineOptions`, as `quickjs()` makes them. */
const createEngine: CreateEngine = ({ prelude, memory_bytes }, { wasm_file, stack_bytes }) => {
  if (typeof wasm_file !== 'string') throw new TypeError('quickjs-wasi is not installed');
  if (typeof stack_bytes !== 'number') throw new TypeError('stack_bytes must be a number');
  return new RealmFactory({
    binary: readFileSync(wasm_file),
    prelude,
    memory_bytes,
    stack_bytes,
  });
};

export default createEngine;

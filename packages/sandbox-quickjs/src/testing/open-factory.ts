import { readFileSync } from 'node:fs';
import { engineOptions } from '../engine-options.js';
import type { EntryReport } from '@codelets/core';
import { RealmFactory } from '../realm-factory.js';

export const MEBIBYTE = 1024 * 1024;

/** Evaluates what it is given, as often as asked, and posts the value or the error as text. */
const PRELUDE = `(function () {
  const evaluate = eval;
  return (post) => (message) => {
    globalThis.post = post;
    try {
      Promise.resolve(evaluate(message)).then((value) => post(String(value)), (error) => post('rejected ' + error));
    } catch (error) {
      post('threw ' + error);
    }
  };
})()`;

export function readEngine(): Uint8Array {
  return readFileSync(engineOptions('inline').wasm_file!);
}

export function openFactory(memory_bytes = 32 * MEBIBYTE, prelude = PRELUDE): RealmFactory {
  const { stack_bytes } = engineOptions('inline');
  return new RealmFactory({ binary: readEngine(), prelude, memory_bytes, stack_bytes });
}

export interface Ending {
  readonly report: EntryReport | undefined;
  readonly posts: readonly string[];
}

/** One realm, one text, and the realm given up. */
export async function runIn(
  factory: RealmFactory,
  text: string,
  { budget_ms = 2000, memory_bytes = 32 * MEBIBYTE } = {},
): Promise<Ending> {
  const posts: string[] = [];
  const realm = factory.openRealm((message) => posts.push(message));
  const limits = { budget_ms, memory_bytes, cpu_ms: undefined };
  const report = realm.step({ message: text }, limits) ?? (await realm.settle());
  realm.dispose();
  return { report, posts };
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const PACKAGES = fileURLToPath(new URL('../../packages/', import.meta.url));
const CACHE = fileURLToPath(new URL('../node_modules/.cache/fuzz/', import.meta.url));

/** What is fuzzed, from the sources: some of it no package exports, and nothing has to be built. */
const SOURCE = `
  export { FrameDecoder } from './host/src/protocol/frame-decoder.ts';
  export { encodeFrames, HEADER_BYTES } from './host/src/protocol/frame.ts';
  export { Conversation } from './host/src/protocol/conversation.ts';
  export { ProtocolError } from './host/src/protocol/protocol-error.ts';
  export { FROM_CHILD, FROM_CHILD_CAPS } from './host/src/protocol/packet.ts';
  export { parseGuestMessage, encode, decode, decodeInSlices, MalformedTextError, TooLargeError, CannotCrossError } from './core/src/index.ts';
  export { compile } from './compiler/src/compile.ts';`;

let loading;

/** @returns {Promise<Record<string, any>>} */
export function loadSubjects() {
  loading ??= bundle();
  return loading;
}

async function bundle() {
  const { outputFiles } = await build({
    stdin: { contents: SOURCE, resolveDir: PACKAGES, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    // One copy of core, that of the sources: else errors of two copies would meet.
    alias: { '@codelets/core': join(PACKAGES, 'core/src/index.ts') },
    nodePaths: [join(PACKAGES, 'compiler/node_modules')],
  });
  mkdirSync(CACHE, { recursive: true });
  const file = join(CACHE, `subjects-${process.pid}.mjs`);
  writeFileSync(file, outputFiles[0].contents);
  const subjects = await import(pathToFileURL(file).href);
  // The compiler's own parser, asked a second time and without what the compiler changes about it.
  const acorn = createRequire(join(PACKAGES, 'compiler/package.json'))('acorn');
  return { ...subjects, acorn };
}

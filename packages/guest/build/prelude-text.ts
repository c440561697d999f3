import { createHash } from 'node:crypto';
import { build } from 'esbuild';

const entry = new URL('../src/realm/index.ts', import.meta.url);

/**
 * The prelude as one expression of JavaScript text: src/realm/index.ts and all that it imports.
 * Its value is the default export of that file. Tests of parts begin elsewhere.
 */
export async function buildPreludeText(from: URL = entry): Promise<{ text: string; files: string[] }> {
  const result = await build({
    entryPoints: [decodeURIComponent(from.pathname)],
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    // Its tables would be most of the prelude: see src/realm/web/idna.ts.
    alias: { tr46: decodeURIComponent(new URL('../src/realm/web/idna.ts', import.meta.url).pathname) },
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
  });
  const code = result.outputFiles[0]?.text ?? '';
  const text = `(function(){"use strict";const module={exports:{}};const exports=module.exports;${code}\nreturn module.exports.default})()`;
  // Engines that prepare the prelude ahead of time know by it whether they prepared this one.
  const fingerprint = createHash('sha256').update(text).digest('hex');
  return { text: `${text}/*${fingerprint}*/`, files: Object.keys(result.metafile.inputs) };
}

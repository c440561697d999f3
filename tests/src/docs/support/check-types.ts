import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Has to be where the types can be imported from; nothing is written there. */
const FILE = fileURLToPath(new URL('./virtual-manifest.ts', import.meta.url));

/**
 * Checks data against a type as if it were written in TypeScript: missing and unknown keys, wrong types, wrong
 * literals. Answers what the compiler says, nothing when the data fits.
 */
export function checkAgainstType(data: unknown, module: string, type: string): string[] {
  const text = `import type { ${type} } from '${module}';\nexport const data: ${type} = ${JSON.stringify(data, null, 1)};\n`;
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => name === FILE || fileExists(name);
  host.readFile = (name) => (name === FILE ? text : readFile(name));
  host.getSourceFile = (name, ...rest) =>
    name === FILE ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  const program = ts.createProgram([FILE], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

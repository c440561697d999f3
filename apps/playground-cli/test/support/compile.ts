import ts from 'typescript';

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};

/** Of the library, which takes longest and never changes. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says about files that are only in memory: `name.ts(line) message`. */
export function compile(files: Readonly<Record<string, string>>, options: ts.CompilerOptions = {}): string[] {
  const all = { ...OPTIONS, ...options };
  const host = ts.createCompilerHost(all);
  const { getSourceFile, fileExists, readFile } = host;
  const text = (name: string): string | undefined => files[name.replace(/^.*\//, '')];
  host.fileExists = (name) => text(name) !== undefined || fileExists(name);
  host.readFile = (name) => text(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const own = text(name);
    if (own !== undefined) return ts.createSourceFile(name, own, version);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, version, ...rest));
    return parsed.get(name);
  };
  const program = ts.createProgram(Object.keys(files), all, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const place = file ? `${file.fileName}(${file.getLineAndCharacterOfPosition(start).line + 1}) ` : '';
    return place + ts.flattenDiagnosticMessageText(messageText, '\n');
  });
}

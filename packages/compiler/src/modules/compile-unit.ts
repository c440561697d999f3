import { DENIED_NAMES, type PositionMap } from '@codelets/core';
import { findDeclaredNames } from '../declared-names.js';
import { applyEdits } from '../edits.js';
import { findFreeUses, type FreeUses } from '../free-uses.js';
import { LineIndex } from '../line-index.js';
import { findExports, type ModuleExport } from '../module-exports.js';
import { parseModule } from '../parse.js';
import { rewriteUses } from '../rewrite-uses.js';
import { SCRIPT_TAIL, scriptHead, wrapperNames } from '../wrapper.js';
import type { StripTypes } from '../typescript/strip-types.js';
import {
  ImportedNames,
  type ImportedBinding,
  type IndirectExport,
  type ModuleRequest,
  type StarExport,
} from './imported-names.js';

/** One module as its own script, before it is known what the others export. */
export interface ModuleUnit {
  readonly script: string;
  readonly map: PositionMap;
  readonly is_async: boolean;
  readonly requests: readonly ModuleRequest[];
  readonly bindings: readonly ImportedBinding[];
  readonly locals: readonly ModuleExport[];
  readonly indirect: readonly IndirectExport[];
  readonly stars: readonly StarExport[];
  /** Uses of names that no code declares, for what an error may hint at. */
  readonly uses: Pick<FreeUses, 'names'>;
  /** What `import()` is given, where it is a literal; `null` stands for anything. */
  readonly dynamic: readonly (string | null)[];
}

export interface UnitOptions {
  /** Names of globals that the embedder gives. */
  readonly granted: readonly string[];
  /** The specifiers of modules that the embedder gives. */
  readonly granted_modules: ReadonlySet<string>;
  /** For TypeScript. */
  readonly stripTypes?: StripTypes | undefined;
}

/** Compiles one module of several. Throws a `CompileError`. */
export function compileUnit(source: string, options: UnitOptions): ModuleUnit {
  const lines = new LineIndex(source);
  const granted = new Set(options.granted);
  const { text, program, html_comments } = parseModule(source, options.stripTypes);
  const imported = new ImportedNames(text, options.granted_modules);
  // The default export has a name of the wrapper, which is chosen when all names of the source are known.
  const { underscored } = findDeclaredNames(program, new Set());
  const names = wrapperNames(underscored);
  const exported = findExports(program, text, names.default, imported);
  const watched = new Set([
    ...DENIED_NAMES.filter((name) => !granted.has(name)),
    'arguments',
    ...imported.bindings.keys(),
  ]);
  const { scopes } = findDeclaredNames(program, watched);
  const uses = findFreeUses(program, watched, scopes);
  imported.name(names, underscored, uses);

  const parameters = imported.requests.flatMap(({ parameter }) => parameter ?? []);
  const is_async = uses.awaits_at_top;
  const { has_unnamed_default } = exported;
  const { locals, indirect } = splitExports(exported.list, imported);
  const head = scriptHead(names, locals, lines, { imports: parameters, is_async, has_unnamed_default });
  const edits = [
    ...exported.edits,
    ...rewriteUses(uses, text, names, imported),
    ...html_comments.map((start) => ({ start: start + 1, end: start + 1, text: ' ' })),
  ];
  const body = applyEdits(text, lines, edits, head.text.length);
  return {
    script: head.text + body.text + SCRIPT_TAIL,
    map: [...head.map, ...body.map],
    is_async,
    requests: imported.requests,
    bindings: [...imported.bindings.values()],
    locals,
    indirect,
    stars: imported.stars,
    uses,
    dynamic: uses.imports.map(({ source: asked }) =>
      asked.type === 'Literal' && typeof asked.value === 'string' ? asked.value : null,
    ),
  };
}

/** What is imported and exported again is the other module's export. */
function splitExports(
  list: readonly ModuleExport[],
  { bindings, indirect }: ImportedNames,
): { locals: ModuleExport[]; indirect: IndirectExport[] } {
  const locals: ModuleExport[] = [];
  const passed: IndirectExport[] = [...indirect];
  for (const item of list) {
    const binding = bindings.get(item.local);
    if (!binding) locals.push(item);
    else passed.push({ ...binding, exported: item.name, offset: item.offset });
  }
  return { locals, indirect: passed };
}

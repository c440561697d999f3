import type {
  AnyNode,
  ExportAllDeclaration,
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  Identifier,
  ImportDeclaration,
  Literal,
  Program,
} from 'acorn';
import { CompileError, quoted } from './compile-error.js';
import type { Edit } from './edits.js';
import { blank } from './line-index.js';

export interface ModuleExport {
  readonly name: string;
  /** The binding that a getter returns. */
  readonly local: string;
  /** Where in the source. */
  readonly offset: number;
  /** What the export always is, where the source alone says so. */
  readonly constant?: AnyNode;
}

/** Takes the `import` and `export … from` of a module that is linked with others. */
export interface ImportSyntax {
  import(node: ImportDeclaration): void;
  exportAll(node: ExportAllDeclaration): void;
  exportFrom(node: ExportNamedDeclaration): void;
}

export interface ModuleExports {
  readonly list: readonly ModuleExport[];
  readonly edits: readonly Edit[];
  /** Whether the default export is an anonymous function, declared under the name for default exports. */
  readonly has_unnamed_default: boolean;
}

/**
 * Takes the `export` syntax out of the text and says what was exported. Without `linked` it fails at the first import
 * or re-export; with it, modules that import each other may call an anonymous default function before its module has
 * run, so that it is declared.
 */
export function findExports(
  program: Program,
  text: string,
  defaultName: string,
  linked?: ImportSyntax,
): ModuleExports {
  const list: ModuleExport[] = [];
  const edits: Edit[] = [];
  let has_unnamed_default = false;
  for (const node of program.body) {
    const source =
      node.type === 'ImportDeclaration' ||
      node.type === 'ExportAllDeclaration' ||
      node.type === 'ExportNamedDeclaration'
        ? node.source
        : undefined;
    if (source && !linked) throw importDenied(String(source.value), node.start);
    if (source && linked) {
      edits.push({ start: node.start, end: node.end, text: emptied(text.slice(node.start, node.end)) });
      if (node.type === 'ImportDeclaration') linked.import(node);
      else if (node.type === 'ExportAllDeclaration') linked.exportAll(node);
      else if (node.type === 'ExportNamedDeclaration') linked.exportFrom(node);
    } else if (node.type === 'ExportNamedDeclaration') exportNamed(node, text, list, edits);
    else if (node.type === 'ExportDefaultDeclaration') {
      const { declaration } = node;
      if (linked && declaration.type === 'FunctionDeclaration' && !declaration.id) {
        declareDefault(node, text, defaultName, list, edits);
        has_unnamed_default = true;
      } else exportDefault(node, text, defaultName, list, edits);
    }
  }
  return { list, edits, has_unnamed_default };
}

export function importDenied(specifier: string, offset: number): CompileError {
  const denied = `import ${quoted(specifier)}`;
  return new CompileError(`A codelet may not use ${denied}`, offset, 'POLICY_VIOLATION', denied);
}

function exportNamed(node: ExportNamedDeclaration, text: string, list: ModuleExport[], edits: Edit[]): void {
  const { declaration } = node;
  const end = declaration ? declaration.start : node.end;
  edits.push({ start: node.start, end, text: emptied(text.slice(node.start, end)) });
  for (const { exported, local } of node.specifiers) {
    list.push({ name: nameOf(exported), local: nameOf(local), offset: local.start });
  }
  if (!declaration) return;
  if (declaration.type !== 'VariableDeclaration') {
    return void list.push({
      name: declaration.id.name,
      local: declaration.id.name,
      offset: declaration.id.start,
    });
  }
  for (const { id, init } of declaration.declarations) {
    forEachBinding(id, ({ name, start }) => {
      const constant =
        declaration.kind === 'const' && id.type === 'Identifier' && init ? { constant: init } : {};
      list.push({ name, local: name, offset: start, ...constant });
    });
  }
}

/**
 * A named declaration only loses its keywords. Everything else becomes the property `default` of an object literal, so
 * that an anonymous function or class is named 'default' as the language says. (Nothing can call an anonymous default
 * function before the module has run, so that it is not hoisted cannot be seen.)
 */
function exportDefault(
  node: ExportDefaultDeclaration,
  text: string,
  defaultName: string,
  list: ModuleExport[],
  edits: Edit[],
): void {
  const { declaration, start } = node;
  if (
    (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') &&
    declaration.id
  ) {
    edits.push({ start, end: declaration.start, text: emptied(text.slice(start, declaration.start)) });
    return void list.push({ name: 'default', local: declaration.id.name, offset: declaration.id.start });
  }
  const keyword = defaultKeyword(text, start);
  // No expression ends in a semicolon: if the statement does, that one is its end.
  const isDeclaration = declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration';
  const end = !isDeclaration && text[node.end - 1] === ';' ? node.end - 1 : node.end;
  edits.push(
    { start, end: start + 'export'.length, text: `;const ${defaultName}={` },
    { start: keyword + 'default'.length, end: keyword + 'default'.length, text: ':' },
    { start: end, end, text: '}.default;' },
  );
  list.push({ name: 'default', local: defaultName, offset: start, constant: declaration });
}

/** `export default function () {}` becomes a declaration with the name for default exports. */
function declareDefault(
  { declaration, start }: ExportDefaultDeclaration,
  text: string,
  defaultName: string,
  list: ModuleExport[],
  edits: Edit[],
): void {
  edits.push({ start, end: declaration.start, text: emptied(text.slice(start, declaration.start)) });
  const keywords = /(?:async(?:\s|\/\*[^]*?\*\/)+)?function(?:(?:\s|\/\/.*|\/\*[^]*?\*\/)*\*)?/y;
  keywords.lastIndex = declaration.start;
  if (!keywords.exec(text)) throw new TypeError('no function keyword');
  const at = keywords.lastIndex;
  edits.push({ start: at, end: at, text: ` ${defaultName}` });
  list.push({ name: 'default', local: defaultName, offset: start, constant: declaration });
}

/** The parser allows no escapes in keywords, so after spaces and comments the word stands there as it is. */
function defaultKeyword(text: string, start: number): number {
  const between = /export(?:\s|\/\/.*|\/\*[^]*?\*\/)*/y;
  between.lastIndex = start;
  between.exec(text);
  if (!text.startsWith('default', between.lastIndex)) throw new TypeError('no default keyword');
  return between.lastIndex;
}

/** The semicolon ends the statement before, as `export` did: blanks alone could join two statements. */
function emptied(text: string): string {
  return `;${blank(text.slice(1))}`;
}

export function nameOf(node: Identifier | Literal): string {
  return node.type === 'Identifier' ? node.name : String(node.value);
}

function forEachBinding(pattern: AnyNode | null, found: (name: Identifier) => void): void {
  if (!pattern) return;
  if (pattern.type === 'Identifier') found(pattern);
  else if (pattern.type === 'AssignmentPattern') forEachBinding(pattern.left, found);
  else if (pattern.type === 'RestElement') forEachBinding(pattern.argument, found);
  else if (pattern.type === 'ArrayPattern') for (const item of pattern.elements) forEachBinding(item, found);
  else if (pattern.type === 'ObjectPattern')
    for (const item of pattern.properties) forEachBinding(item, found);
  else if (pattern.type === 'Property') forEachBinding(pattern.value, found);
}

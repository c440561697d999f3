import type {
  AnyNode,
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  Identifier,
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

export interface ModuleExports {
  readonly list: readonly ModuleExport[];
  readonly edits: readonly Edit[];
}

/** Takes the `export` syntax out of the text and says what was exported. Fails at the first import or re-export. */
export function findExports(program: Program, text: string, defaultName: string): ModuleExports {
  const list: ModuleExport[] = [];
  const edits: Edit[] = [];
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration')
      throw imported(node.source, node.start);
    else if (node.type === 'ExportNamedDeclaration') exportNamed(node, text, list, edits);
    else if (node.type === 'ExportDefaultDeclaration') exportDefault(node, text, defaultName, list, edits);
  }
  return { list, edits };
}

function imported(source: Literal, offset: number): CompileError {
  const denied = `import ${quoted(String(source.value))}`;
  return new CompileError(`A codelet may not use ${denied}`, offset, 'POLICY_VIOLATION', denied);
}

function exportNamed(node: ExportNamedDeclaration, text: string, list: ModuleExport[], edits: Edit[]): void {
  if (node.source) throw imported(node.source, node.start);
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

function nameOf(node: Identifier | Literal): string {
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

import ts from 'typescript';

const file_kinds = { '.tsx': ts.ScriptKind.TSX, '.jsx': ts.ScriptKind.JSX };

/**
 * Every module that a file names, however it names it: import and export declarations, `import()`,
 * `require`, `require.resolve`, `import.meta.resolve`, `process.getBuiltinModule`, types, references.
 * Parsed, not searched: a codelet in a string that says `import` is no import.
 *
 * @param {string} text
 * @param {string} file_name
 * @returns {{ specifier: string, line: number, kind: 'static' | 'lazy' | 'type' }[]}
 */
export function moduleReferences(text, file_name) {
  const extension = file_name.slice(file_name.lastIndexOf('.'));
  const source = ts.createSourceFile(
    file_name,
    text,
    ts.ScriptTarget.Latest,
    false,
    file_kinds[extension] ?? ts.ScriptKind.TS,
  );
  const found = [];
  const add = (literal, kind) => {
    if (!literal || !ts.isStringLiteralLike(literal)) return;
    const { line } = source.getLineAndCharacterOfPosition(literal.getStart(source));
    found.push({ specifier: literal.text, line: line + 1, kind });
  };
  for (const reference of source.typeReferenceDirectives) {
    const { line } = source.getLineAndCharacterOfPosition(reference.pos);
    found.push({ specifier: reference.fileName, line: line + 1, kind: 'type' });
  }
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      add(
        node.moduleSpecifier,
        node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? 'type' : 'static',
      );
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static');
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node.moduleReference.expression, node.isTypeOnly ? 'type' : 'static');
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, 'type');
    } else if (ts.isCallExpression(node)) {
      const kind = callKind(node.expression, source);
      if (kind) add(node.arguments[0], kind);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function callKind(callee, source) {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return 'lazy';
  const name = ts.isIdentifier(callee) || ts.isPropertyAccessExpression(callee) ? callee.getText(source) : '';
  if (name === 'require' || name.endsWith('require.resolve') || name === 'import.meta.resolve')
    return 'static';
  if (name.endsWith('.getBuiltinModule')) return 'static';
  // createRequire(import.meta.url)('name')
  if (ts.isCallExpression(callee) && callee.expression.getText(source).endsWith('createRequire'))
    return 'static';
  return undefined;
}

import { parse, type Comment } from 'acorn';

/**
 * esbuild writes the path of each file into the text: as a comment, and as the name of the function that a CommonJS
 * file becomes. They differ from machine to machine, and the hash of the text must not.
 */
export function withoutPaths(code: string): string {
  const comments: Comment[] = [];
  const { body } = parse(code, { ecmaVersion: 'latest', sourceType: 'module', onComment: comments });
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  for (const { type, start, end } of comments) {
    const isOwnLine = start === 0 || code[start - 1] === '\n';
    if (type === 'Line' && isOwnLine) edits.push({ start, end: end + 1, text: '' });
  }
  let count = 0;
  for (const statement of body) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { init } of statement.declarations) {
      if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier') continue;
      const [files] = init.arguments;
      if (!/^__(?:commonJS|esm)/.test(init.callee.name) || files?.type !== 'ObjectExpression') continue;
      for (const property of files.properties) {
        if (property.type !== 'Property' || property.key.type !== 'Literal') continue;
        const { start, end } = property.key;
        count += 1;
        edits.push({ start, end, text: `"module_${count}"` });
      }
    }
  }
  let done = 0;
  let text = '';
  for (const edit of edits.sort((a, b) => a.start - b.start)) {
    text += code.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return text + code.slice(done);
}

import { mutate } from '../mutate.mjs';
import { must } from '../must.mjs';

export const name = 'compile';

const SPECIAL = ['export ', 'export default ', 'import ', 'default', '{', '}', '(', ')', '`', '${', '/*', '*/', '//', '//# sourceURL=x', '<!--', '-->', '\n', '\r\n', '\u2028', ';', ',', '=>', '=', '/', '/x/v', '#x', 'await ', 'async ', 'function ', 'class ', 'arguments', 'require', 'process', 'eval', 'typeof ', 'import.meta', 'import(', 'new.target', 'this', 'yield ', '...', '?.', '__deny', '__exports', '__default', '__import_1', '"\\u{110000}"', '\\u0061', '\uFEFF', '})', '});']; // prettier-ignore
/** A source of a few KiB that takes longer would be a way to hold the service. */
const MAXIMUM_MS = 10_000;

/** A module made from a grammar, with decoys in strings, comments, templates and patterns; often broken afterwards. */
export function generate(random) {
  const source = moduleOf(random);
  return { source: random.oneIn(2) ? source : mutate(random, source, SPECIAL) };
}

export function check({ source }, { compile, acorn }) {
  const started = performance.now();
  const outcome = compile(source, { filename: 'codelet.js', export_name: 'main', granted: ['fetch'] });
  must(performance.now() - started < MAXIMUM_MS, 'no source holds the compiler');
  const tree = parsed(acorn, source, 'module');
  if (outcome.ok) checkScript(source, tree, outcome.compiled, acorn);
  else checkFailure(source, tree, outcome.failure);
}

function checkScript(source, tree, { script, map, export_name }, acorn) {
  // A byte order mark and then a hashbang: acorn takes that for an error, Node and we do not.
  must(tree !== undefined || /^\uFEFF?#!/.test(source), 'what compiles is a module');
  const scriptTree = parsed(acorn, script, 'script');
  must(scriptTree !== undefined, 'the script parses');
  must(scriptTree.body.length === 1, 'the script is one statement');
  const { expression } = scriptTree.body[0];
  must(
    expression?.callee?.name === '__codelet_define__' && expression.arguments.length === 1,
    'it is one call',
  );
  const [body] = expression.arguments;
  must(body.type === 'FunctionExpression' && body.async && body.params.length === 3, 'of one async function');
  const { properties } = body.body.body[1].expression.arguments[0];
  const registered = properties.slice(1).map(({ key }) => key.name ?? key.value);
  if (tree)
    must(
      JSON.stringify(registered) === JSON.stringify(exportsOf(tree)),
      `the exports are those of the source: ${registered}`,
    );
  must(registered.includes(export_name), 'the called export is one of them');
  checkMap(source, script, map);
}

function checkFailure(source, tree, { code, message, line, column }) {
  must(code === 'SYNTAX_ERROR' || code === 'POLICY_VIOLATION', 'a code of the two');
  // eslint-disable-next-line no-control-regex
  must(/^[^\u0000-\u001f\u2028\u2029]+$/.test(message), 'a message on one line');
  if (line !== undefined) {
    const lines = linesOf(source);
    must(
      line >= 1 && line <= lines.length && column >= 1 && column <= lines[line - 1].length + 1,
      'a place in the source',
    );
  }
  if (!tree || code === 'POLICY_VIOLATION') return;
  // What is a module fails for nothing but what a codelet may not be.
  must(
    /does not export|is not a function|nested too deeply|may not/.test(message),
    `a module compiles: ${message}`,
  );
}

function checkMap(source, script, map) {
  const [sourceLines, scriptLines] = [linesOf(source), linesOf(script)];
  must(scriptLines.length === sourceLines.length + 1, 'lines stay where they are');
  must(map.length % 4 === 0, 'the map is of quadruples');
  let last = [0, 0];
  for (let at = 0; at < map.length; at += 4) {
    const [line, column, sourceLine, sourceColumn] = map.slice(at, at + 4);
    must(line > last[0] || (line === last[0] && column >= last[1]), 'positions ascend');
    must(column <= scriptLines[line - 1]?.length, 'a position is in the script');
    must(sourceColumn >= 0 && sourceColumn <= sourceLines[sourceLine - 1]?.length, 'and in the source');
    last = [line, column];
  }
}

const linesOf = (text) => text.split(/\r\n|[\n\r\u2028\u2029]/);

function parsed(acorn, text, sourceType) {
  try {
    return acorn.parse(text, { ecmaVersion: 'latest', sourceType, allowHashBang: true });
  } catch {
    return undefined;
  }
}

/** The names that a module exports, in its order. */
function exportsOf({ body }) {
  return body.flatMap((node) => {
    if (node.type === 'ExportDefaultDeclaration') return ['default'];
    if (node.type !== 'ExportNamedDeclaration') return [];
    const { declaration, specifiers } = node;
    if (!declaration) return specifiers.map(({ exported }) => exported.name ?? exported.value);
    return declaration.type === 'VariableDeclaration'
      ? declaration.declarations.flatMap(({ id }) => bindingsOf(id))
      : [declaration.id.name];
  });
}

function bindingsOf(pattern) {
  if (!pattern) return [];
  if (pattern.type === 'Identifier') return [pattern.name];
  if (pattern.type === 'ArrayPattern') return pattern.elements.flatMap(bindingsOf);
  if (pattern.type === 'ObjectPattern')
    return pattern.properties.flatMap(({ value, argument }) => bindingsOf(value ?? argument));
  return bindingsOf(pattern.left ?? pattern.argument);
}

function moduleOf(random) {
  let count = 0;
  const fresh = () =>
    random.pick(['a', 'b', '$', '_', 'é', 'of', 'async', 'get', '__deny', '__exports', '__default']) +
    (count += 1);
  const names = [];
  const declare = () => (names.push(fresh()), names.at(-1));
  const name = () => (names.length > 0 && !random.oneIn(4) ? random.pick(names) : random.pick(['require', 'process', 'fetch', 'Buffer', 'eval', 'globalThis', 'module', 'setTimeout', 'undefined'])); // prettier-ignore
  const gap = () =>
    random.pick([
      '',
      ' ',
      ' ',
      '\n',
      '/* export default 1 */',
      '/* ` */ ',
      '// export {x}\n',
      '\r\n',
      '\u2028',
      '/*\n*/',
    ]);
  const word = (text) => text + random.pick([' ', '\n', '/**/', ' /* from "x" */ ']);
  const leaf = () =>
    random.pick([
      name,
      name,
      () => '1',
      () => '"export default x"',
      () => "'<!--'",
      () => '/[/`"]export/g',
      () => '`export ${1}`',
      () => 'this',
      () => 'null',
      () => '1n',
      () => '0x1F',
    ])();
  const expression = (depth) => {
    if (depth <= 0) return leaf();
    const inner = () => expression(depth - 1);
    return random.pick([
      leaf,
      () => `(${inner()}${gap()}+${gap()}${inner()})`,
      () => `(${inner()},${inner()})`,
      () =>
        `{ a: ${inner()}, ${name()}, [${inner()}]: 1, ...${inner()} }`.replace(/^/, '(').replace(/$/, ')'),
      () => `[${inner()}, , ...[${inner()}]]`,
      () => `typeof ${name()}`,
      () => `\`\${${inner()}}<!--\${${inner()}}\``,
      () => `(${name()} <!--${name()})`.replace('<!--', random.pick(['<!--', '< !', '<! --'])),
      () => `(${fresh()} => ${inner()})`,
      () => `(async ({ x = ${inner()}, ...y }) => { ${statements(depth - 1)} })`,
      () =>
        `(function ${random.oneIn(2) ? fresh() : ''}(p = ${inner()}) { ${random.pick(['arguments;', 'new.target;', ''])} ${statements(depth - 1)} })`,
      () =>
        `(class ${random.oneIn(2) ? fresh() : ''} { #p = ${inner()}; static { ${statements(depth - 1)} } get x() { return ${inner()}; } [${inner()}]() {} })`,
      () => `(await ${inner()})`,
      () => `import(${inner()})`,
      () => 'import.meta.url',
      () => `${name()}?.[${inner()}]`,
      () => `new (${inner()})`,
      () => `(${inner()} ? ${inner()} : ${inner()})`,
    ])();
  };
  const statement = (depth) => {
    const inner = () => expression(depth);
    return random.pick([
      () => `${inner()};`,
      () => `;${inner()}\n`,
      () => `if (${inner()}) { ${statements(depth - 1)} } else ${inner()};`,
      () => `for (const ${fresh()} of [${inner()}]) { ${statements(depth - 1)} }`,
      () => `{ let ${fresh()} = ${inner()}; function ${fresh()}() {} ${statements(depth - 1)} }`,
      () => `try { ${statements(depth - 1)} } catch (${random.pick(['require', fresh()])}) { ${inner()}; }`,
      () => `{ const process = ${inner()}; process.exit; typeof require; ({ require }); }`,
      () => `label${(count += 1)}: for (;;) { break; }`,
      () => `/* } export {}; */ ${inner()} // \`\n;`,
    ])();
  };
  const statements = (depth) =>
    depth < 0 ? '' : Array.from({ length: random.below(3) }, () => statement(depth)).join(gap());
  const top = () =>
    random.pick([
      () => statement(2),
      () => `${word('export')}const ${declare()} = ${expression(2)}, { x: ${declare()}, y: [${declare()} = 1] = [] } = {};`,
      () => `${word('export')}let ${declare()};`,
      () => `${word('export')}${random.pick(['', 'async '])}function${random.pick([' ', '* '])}${declare()}() { ${statements(1)} }`,
      () => `${word('export')}class ${declare()} { static x = ${expression(1)} }`,
      () => { const local = declare(); return `var ${local} = ${expression(1)}; ${word('export')}{ ${local} as ${random.pick([`"name ${count}"`, `x${count}`, `"\\u2028${count}"`])} };`; },
      () => random.pick(['export {};', 'export { };', '"use strict"', ';', 'debugger;', '#!x', '<!-- x', '-->', '//# sourceURL=x', 'import "x";', 'export * from "x";']),
    ])(); // prettier-ignore
  const main = random.pick([
    () => `${word('export')}function main() { ${statements(2)} }`,
    () =>
      `${word('export')}${word('default')}${random.pick(['async ', ''])}function ${random.oneIn(2) ? fresh() : ''}() { ${statements(2)} }`,
    () => `${word('export')}${word('default')}() => ${expression(2)};`,
    () => `${word('export')}${word('default')}(${expression(2)})`,
    () => `${word('export')}const main = async () => ${expression(2)}`,
    () =>
      `const f = () => 1; ${word('export')}{ f as main, f as ${random.pick(['default', '__proto__', 'constructor', '"a b"'])} }`,
  ]);
  const before = Array.from({ length: random.below(4) }, top).join(gap() + '\n');
  const after = Array.from({ length: random.below(3) }, top).join(gap() + '\n');
  return `${random.pick(['', '', '\uFEFF', '#!/usr/bin/env x\n'])}${before}\n${main()}\n${after}`;
}

import type { AnyNode, Identifier, ImportExpression, MetaProperty, NewExpression, Program } from 'acorn';
import { forEachChild } from './child-keys.js';

export interface NameUse {
  readonly node: Identifier;
  /** 'typeof' and 'target' (something is assigned) neither read the name nor may be replaced by a call. */
  readonly form: 'read' | 'shorthand' | 'typeof' | 'target';
  /** Called, or the tag of a template: a member in its place would bring along a `this`. */
  readonly is_called: boolean;
  /** First in an expression statement of a list: a parenthesis in its place could continue the statement before. */
  readonly leads: boolean;
}

export interface FreeUses {
  /** Uses of watched names that no scope of the source declares. */
  readonly names: readonly NameUse[];
  readonly imports: readonly ImportExpression[];
  readonly import_metas: readonly MetaProperty[];
  /** Nodes directly behind `new`: a call put in their place needs parentheses. */
  readonly constructed: ReadonlySet<AnyNode>;
  /** By the callee of each `require('name')`: the name. */
  readonly requires: ReadonlyMap<AnyNode, string>;
  /** Whether the module waits outside of all its functions. */
  readonly awaits_at_top: boolean;
}

/** Finds the uses of watched names that reach the global scope. Its time is linear, whatever the nesting. */
export function findFreeUses(
  program: Program,
  watched: ReadonlySet<string>,
  scopes: ReadonlyMap<AnyNode, ReadonlySet<string>>,
): FreeUses {
  const names: NameUse[] = [];
  const imports: ImportExpression[] = [];
  const importMetas: MetaProperty[] = [];
  const constructed = new Set<AnyNode>();
  const requires = new Map<AnyNode, string>();
  let functions = 0;
  let awaitsAtTop = false;
  let callee: AnyNode | undefined;
  let statement = -1;
  // How many of the scopes around the current node declare a name: no chain to climb, so no quadratic source.
  const declared = new Map<string, number>();

  function use(node: Identifier, form: NameUse['form']): void {
    if (watched.has(node.name) && !declared.get(node.name))
      names.push({ node, form, is_called: node === callee, leads: node.start === statement });
  }

  function inScope(scope: AnyNode, walk: () => void): void {
    const own = scopes.get(scope);
    if (!own) return walk();
    for (const name of own) declared.set(name, (declared.get(name) ?? 0) + 1);
    walk();
    for (const name of own) declared.set(name, (declared.get(name) ?? 0) - 1);
  }

  function visitStatements(nodes: readonly AnyNode[]): void {
    for (const node of nodes) {
      if (node.type === 'ExpressionStatement') statement = node.start;
      visit(node);
    }
  }

  function visitAll(nodes: readonly (AnyNode | null | undefined)[]): void {
    for (const node of nodes) if (node) visit(node);
  }

  /** What is assigned to: names are left alone, but defaults, computed keys and member objects are read. */
  function visitTarget(node: AnyNode | null): void {
    if (!node) return;
    switch (node.type) {
      case 'Identifier':
        return use(node, 'target');
      case 'AssignmentPattern':
        visitTarget(node.left);
        return visit(node.right);
      case 'RestElement':
        return visitTarget(node.argument);
      case 'ArrayPattern':
        return node.elements.forEach(visitTarget);
      case 'ObjectPattern':
        return node.properties.forEach(visitTarget);
      case 'Property':
        if (node.computed) visit(node.key);
        return visitTarget(node.value);
      default:
        return visit(node);
    }
  }

  function visit(node: AnyNode): void {
    switch (node.type) {
      case 'Identifier':
        return use(node, 'read');
      case 'MemberExpression':
        visit(node.object);
        if (node.computed) visit(node.property);
        return;
      case 'Property':
        if (node.computed) visit(node.key);
        if (node.shorthand && node.value.type === 'Identifier') return use(node.value, 'shorthand');
        return visit(node.value);
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node.computed) visit(node.key);
        if (node.value) visit(node.value);
        return;
      case 'LabeledStatement':
        return visit(node.body);
      case 'BreakStatement':
      case 'ContinueStatement':
        return;
      case 'MetaProperty':
        if (node.meta.name === 'import') importMetas.push(node);
        return;
      case 'ImportExpression':
        imports.push(node);
        return visitAll([node.source, node.options]);
      case 'UnaryExpression':
        if (node.operator === 'typeof' && node.argument.type === 'Identifier')
          return use(node.argument, 'typeof');
        return visit(node.argument);
      case 'AssignmentExpression':
        visitTarget(node.left);
        return visit(node.right);
      case 'UpdateExpression':
        return visitTarget(node.argument);
      case 'AwaitExpression':
        if (functions === 0) awaitsAtTop = true;
        return visit(node.argument);
      case 'CallExpression': {
        callee = node.callee;
        const [only] = node.arguments;
        if (callee.type === 'Identifier' && callee.name === 'require' && node.arguments.length === 1) {
          if (only?.type === 'Literal' && typeof only.value === 'string') requires.set(callee, only.value);
        }
        visit(node.callee);
        return visitAll(node.arguments);
      }
      case 'TaggedTemplateExpression':
        callee = node.tag;
        visit(node.tag);
        return visit(node.quasi);
      case 'VariableDeclaration':
        if (functions === 0 && node.kind === 'await using') awaitsAtTop = true;
        return forEachChild(node, visit);
      case 'VariableDeclarator':
        visitTarget(node.id);
        return visitAll([node.init]);
      case 'ForInStatement':
      case 'ForOfStatement':
        if (functions === 0 && node.type === 'ForOfStatement' && node.await) awaitsAtTop = true;
        return inScope(node, () => {
          if (node.left.type === 'VariableDeclaration') visit(node.left);
          else visitTarget(node.left);
          visitAll([node.right, node.body]);
        });
      case 'NewExpression':
        constructed.add(leftmost(node));
        return forEachChild(node, visit);
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        functions += 1;
        inScope(node, () => {
          node.params.forEach(visitTarget);
          visit(node.body);
        });
        functions -= 1;
        return;
      case 'ClassDeclaration':
      case 'ClassExpression':
        return inScope(node, () => visitAll([node.superClass, node.body]));
      case 'CatchClause':
        return inScope(node, () => {
          visitTarget(node.param ?? null);
          visit(node.body);
        });
      case 'SwitchStatement':
        visit(node.discriminant);
        return inScope(node, () => visitAll(node.cases));
      case 'SwitchCase':
        visitAll([node.test]);
        return visitStatements(node.consequent);
      case 'ExportNamedDeclaration':
        // Its specifiers name bindings of the module: the parser has refused those that do not exist.
        return visitAll([node.declaration]);
      case 'Program':
      case 'BlockStatement':
      case 'StaticBlock':
        return inScope(node, () => visitStatements(node.body));
      case 'ForStatement':
        return inScope(node, () => forEachChild(node, visit));
      default:
        return forEachChild(node, visit);
    }
  }

  visit(program);
  return {
    names,
    imports,
    import_metas: importMetas,
    constructed,
    requires,
    awaits_at_top: awaitsAtTop,
  };
}

/** In `new a.b.c()` it is `a`: a call in its place would take the arguments away from `new`. */
function leftmost(expression: NewExpression): AnyNode {
  let node: AnyNode = expression.callee;
  for (;;) {
    if (node.type === 'MemberExpression') node = node.object;
    else if (node.type === 'TaggedTemplateExpression') node = node.tag;
    else return node;
  }
}

import type { AnyNode, Program } from 'acorn';
import { forEachChild } from './child-keys.js';

export interface DeclaredNames {
  /** By the node that opens the scope: which of the watched names it declares. Scopes without any are left out. */
  readonly scopes: ReadonlyMap<AnyNode, ReadonlySet<string>>;
  /** Every name with two leading underscores anywhere in the source, decoded. */
  readonly underscored: ReadonlySet<string>;
}

/**
 * Finds where the author declares one of the watched names. A function opens two scopes: its node for parameters (and
 * `arguments`, and an expression's own name), its body for the rest, because parameters do not see the body's names.
 */
export function findDeclaredNames(program: Program, watched: ReadonlySet<string>): DeclaredNames {
  const scopes = new Map<AnyNode, Set<string>>();
  const underscored = new Set<string>();

  function declare(scope: AnyNode, name: string): void {
    if (!watched.has(name)) return;
    const names = scopes.get(scope);
    if (names) names.add(name);
    else scopes.set(scope, new Set([name]));
  }

  function declarePattern(pattern: AnyNode | null, scope: AnyNode): void {
    if (!pattern) return;
    if (pattern.type === 'Identifier') declare(scope, pattern.name);
    else if (pattern.type === 'AssignmentPattern') declarePattern(pattern.left, scope);
    else if (pattern.type === 'RestElement') declarePattern(pattern.argument, scope);
    else if (pattern.type === 'ArrayPattern')
      for (const item of pattern.elements) declarePattern(item, scope);
    else if (pattern.type === 'ObjectPattern')
      for (const item of pattern.properties) declarePattern(item, scope);
    else if (pattern.type === 'Property') declarePattern(pattern.value, scope);
  }

  /** `lexical` takes let, const, class and function (this is strict code), `variable` takes var. */
  function visit(node: AnyNode, lexical: AnyNode, variable: AnyNode): void {
    switch (node.type) {
      case 'Identifier':
      case 'PrivateIdentifier':
        if (node.name.startsWith('__')) underscored.add(node.name);
        return;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression': {
        if (node.type === 'FunctionDeclaration') declarePattern(node.id, lexical);
        else if (node.id) declarePattern(node.id, node);
        if (node.type !== 'ArrowFunctionExpression') declare(node, 'arguments');
        for (const parameter of node.params) declarePattern(parameter, node);
        const { body } = node;
        const inside = (child: AnyNode): void => visit(child, body, body);
        forEachChild(node, (child) => {
          if (child === body && body.type === 'BlockStatement') forEachChild(body, inside);
          else visit(child, node, node);
        });
        return;
      }
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (node.type === 'ClassDeclaration') declarePattern(node.id, lexical);
        declarePattern(node.id ?? null, node);
        return forEachChild(node, (child) => visit(child, node, variable));
      case 'StaticBlock':
      case 'Program':
        return forEachChild(node, (child) => visit(child, node, node));
      case 'CatchClause':
        declarePattern(node.param ?? null, node);
        return forEachChild(node, (child) => visit(child, node, variable));
      case 'BlockStatement':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'SwitchStatement':
        return forEachChild(node, (child) => visit(child, node, variable));
      case 'VariableDeclaration':
        for (const { id } of node.declarations) declarePattern(id, node.kind === 'var' ? variable : lexical);
        return forEachChild(node, (child) => visit(child, lexical, variable));
      default:
        return forEachChild(node, (child) => visit(child, lexical, variable));
    }
  }

  visit(program, program, program);
  return { scopes, underscored };
}

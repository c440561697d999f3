import type { AnyNode } from 'acorn';
import { CompileError, quoted } from './compile-error.js';
import type { FreeUses } from './free-uses.js';
import type { ModuleExport } from './module-exports.js';

/** What a codelet may export as a constant and nobody can call. Classes are left to run time. */
const NEVER_CALLABLE: ReadonlySet<AnyNode['type']> = new Set([
  'Literal',
  'TemplateLiteral',
  'ArrayExpression',
  'ObjectExpression',
]);

/** The name of the export to call: the one asked for; a default export answers to 'main' too. */
export function calledExport(
  asked: string,
  exported: readonly Pick<ModuleExport, 'name' | 'offset' | 'constant'>[],
  uses: Pick<FreeUses, 'names'>,
): string {
  const found =
    exported.find(({ name }) => name === asked) ??
    (asked === 'main' ? exported.find(({ name }) => name === 'default') : undefined);
  if (!found) throw new CompileError(missing(asked, exported, uses));
  if (found.constant && NEVER_CALLABLE.has(found.constant.type)) {
    throw new CompileError(`The export ${quoted(found.name, '"')} is not a function`, found.offset);
  }
  return found.name;
}

function missing(
  asked: string,
  exported: readonly Pick<ModuleExport, 'name'>[],
  uses: Pick<FreeUses, 'names'>,
): string {
  const names = exported.slice(0, 10).map(({ name }) => quoted(name, '"'));
  if (exported.length > names.length) names.push('…');
  const has = names.length > 0 ? ` (exported: ${names.join(', ')})` : '';
  const message = `The codelet does not export a function named ${quoted(asked, '"')}${has}`;
  const isCommonJs = uses.names.some(({ node }) => node.name === 'module' || node.name === 'exports');
  if (!isCommonJs) return message;
  return `${message}. Codelets are ES modules: write \`export function main(input) {}\` in place of \`module.exports\``;
}

import type { Edit } from './edits.js';
import type { FreeUses, NameUse } from './free-uses.js';
import type { ImportedNames } from './modules/imported-names.js';
import { blank } from './line-index.js';
import type { WrapperNames } from './wrapper.js';

const isRead = (form: NameUse['form']): boolean => form === 'read' || form === 'shorthand';

/** Turns what a codelet may not use into calls of the prelude, which denies at run time and can be caught. */
export function rewriteUses(
  uses: FreeUses,
  text: string,
  names: WrapperNames,
  imported?: ImportedNames,
): readonly Edit[] {
  const denial = (what: string): string => `${names.deny}(${JSON.stringify(what)})`;

  function name(found: NameUse): readonly Edit[] {
    const { node, form } = found;
    const { start, end } = node;
    const linked = imported?.edit(found, uses);
    if (linked) return linked;
    const isArguments = node.name === 'arguments';
    // A module has no `arguments` at its top, the wrapper has: they hold what denies and imports. Asked for this name,
    // the prelude throws a ReferenceError. Behind `typeof` stands a name that is declared nowhere.
    const use = isArguments && !isRead(form) ? names.arguments : denial(node.name);
    if (form === 'shorthand') {
      const key = `${node.name}: `;
      return [{ start, end, text: key + use, anchor: key.length }];
    }
    if (!isArguments && form !== 'read') return [];
    if (form === 'read' && uses.constructed.has(node)) return [{ start, end, text: `(${use})`, anchor: 1 }];
    return [{ start, end, text: use }];
  }

  return [
    ...uses.names.flatMap(name),
    ...uses.imports.map(({ start }) => ({ start, end: start + 'import'.length, text: names.import })),
    ...uses.import_metas.flatMap((node): Edit[] => {
      const { start, end } = node;
      const word = start + 'import'.length;
      const use = denial('import.meta');
      const call = uses.constructed.has(node)
        ? { start, end: word, text: `(${use})`, anchor: 1 }
        : { start, end: word, text: use };
      return [call, { start: word, end, text: blank(text.slice(word, end)) }];
    }),
  ];
}

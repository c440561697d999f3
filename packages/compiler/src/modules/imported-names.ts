import type { AnyNode, ExportSpecifier, ImportAttribute, Literal } from 'acorn';
import { CompileError, quoted } from '../compile-error.js';
import type { Edit } from '../edits.js';
import type { FreeUses, NameUse } from '../free-uses.js';
import { nameOf, type ImportSyntax } from '../module-exports.js';
import type { WrapperNames } from '../wrapper.js';
import { freeName } from '../wrapper.js';

/** A module that another asks for. */
export interface ModuleRequest {
  readonly specifier: string;
  /** Where it is asked for first. */
  readonly offset: number;
  readonly is_json: boolean;
  /** What the module's own code calls its namespace; missing where it uses none of its names. */
  parameter?: string;
}

/** `import { name as local } from …`; the name `null` stands for the namespace. */
export interface ImportedBinding {
  readonly request: number;
  readonly name: string | null;
  readonly offset: number;
}

/** `export { name as exported } from …`; the name `null` stands for the namespace. */
export interface IndirectExport extends ImportedBinding {
  readonly exported: string;
}

export interface StarExport {
  readonly request: number;
  readonly offset: number;
}

/** What one module asks of others, and how uses of imported names are written in its script. */
export class ImportedNames implements ImportSyntax {
  readonly requests: ModuleRequest[] = [];
  readonly bindings = new Map<string, ImportedBinding>();
  readonly indirect: IndirectExport[] = [];
  readonly stars: StarExport[] = [];
  readonly #indices = new Map<string, number>();
  #names: WrapperNames | undefined;
  /** The granted modules that a literal `require` may ask for. */
  readonly #required: ReadonlySet<string>;

  readonly #text: string;

  constructor(text: string, required: ReadonlySet<string>) {
    this.#text = text;
    this.#required = required;
  }

  import: ImportSyntax['import'] = (node) => {
    const request = this.#request(node.source, node.attributes, node.start);
    for (const specifier of node.specifiers) {
      const name =
        specifier.type === 'ImportNamespaceSpecifier'
          ? null
          : specifier.type === 'ImportDefaultSpecifier'
            ? 'default'
            : nameOf(specifier.imported);
      this.bindings.set(specifier.local.name, { request, name, offset: specifier.start });
    }
  };

  exportAll: ImportSyntax['exportAll'] = (node) => {
    const request = this.#request(node.source, node.attributes, node.start);
    if (!node.exported) return void this.stars.push({ request, offset: node.start });
    const { start: offset } = node.exported;
    this.indirect.push({ exported: nameOf(node.exported), request, name: null, offset });
  };

  exportFrom: ImportSyntax['exportFrom'] = (node) => {
    const request = this.#request(node.source!, node.attributes, node.start);
    for (const { exported, local, start } of node.specifiers as ExportSpecifier[]) {
      this.indirect.push({ exported: nameOf(exported), request, name: nameOf(local), offset: start });
    }
  };

  /** Chooses names for the namespaces that the module's code reads. */
  name(names: WrapperNames, taken: ReadonlySet<string>, uses: FreeUses): void {
    this.#names = names;
    const all = new Set([...taken, ...Object.values(names)]);
    // Many files of one name must not be counted from the start each time.
    const counts = new Map<string, number>();
    for (const { node } of uses.names) {
      const binding = this.bindings.get(node.name);
      const request = binding && this.requests[binding.request]!;
      if (!request || request.parameter !== undefined) continue;
      const base = parameterFor(request.specifier);
      const count = counts.get(base) ?? 0;
      counts.set(base, count + 1);
      request.parameter = freeName(count === 0 ? base : `${base}_${count}`, all);
      all.add(request.parameter);
    }
    for (const { node, form } of uses.names) {
      if (form === 'read' && this.#isRequired(node, uses))
        this.#add(uses.requires.get(node)!, node.start, false);
    }
  }

  #isRequired(callee: AnyNode, uses: FreeUses): boolean {
    const specifier = uses.requires.get(callee);
    return specifier !== undefined && this.#required.has(specifier);
  }

  /** How a use is written; `undefined` where it is none of an imported name. */
  edit({ node, form, is_called, leads }: NameUse, uses: FreeUses): readonly Edit[] | undefined {
    const { start, end, name } = node;
    const binding = this.bindings.get(name);
    if (!binding) {
      if (name !== 'require' || form !== 'read' || !this.#isRequired(node, uses)) return undefined;
      return [{ start, end, text: this.#names!.require }];
    }
    if (form === 'target') throw new CompileError(`Cannot assign to the import ${quoted(name)}`, start);
    const namespace = this.requests[binding.request]!.parameter!;
    const use = binding.name === null ? namespace : namespace + member(binding.name);
    // Engines locate an error at the object, at the property, or at what stands first.
    const property = namespace.length + 1;
    if (form === 'shorthand') {
      const key = `${name}: `;
      return [
        {
          start,
          end,
          text: key + use,
          anchor: key.length,
          also: binding.name === null ? [] : [key.length + property],
        },
      ];
    }
    // A call of a member would pass the namespace as `this`.
    if (!is_called || binding.name === null)
      return [{ start, end, text: use, also: binding.name === null ? [] : [property] }];
    const before = leads ? ';(0, ' : '(0, ';
    const also = [...(leads ? [1] : []), before.length - 3, before.length, before.length + property];
    return [
      {
        start,
        end,
        text: `${before}${use})`,
        also,
        with_next: this.#text[end] === '(' || this.#text[end] === '`',
      },
    ];
  }

  #request(source: Literal, attributes: readonly ImportAttribute[], offset: number): number {
    let is_json = false;
    for (const { key, value, start } of attributes) {
      if (nameOf(key) !== 'type' || value.value !== 'json') {
        const text = `The import attribute ${quoted(`${nameOf(key)}: ${String(value.value)}`)} is not supported`;
        throw new CompileError(text, start);
      }
      is_json = true;
    }
    return this.#add(String(source.value), offset, is_json);
  }

  #add(specifier: string, offset: number, is_json: boolean): number {
    const key = `${is_json} ${specifier}`;
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    this.requests.push({ specifier, offset, is_json });
    this.#indices.set(key, this.requests.length - 1);
    return this.requests.length - 1;
  }
}

/** V8 shows it where what was imported cannot be called, so it says which module it was. */
function parameterFor(specifier: string): string {
  const last = specifier.slice(specifier.lastIndexOf('/') + 1).replace(/\.[a-z]+$/, '');
  return `__${last.replace(/[^A-Za-z0-9_$]/g, '_').slice(0, 30)}`;
}

function member(name: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(name)) return `.${name}`;
  return `[${JSON.stringify(name).replace(
    /[^\x20-\x7E]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}]`;
}

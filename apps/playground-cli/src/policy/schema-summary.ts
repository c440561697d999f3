const MAXIMUM_NAMES = 8;

/** What a JSON Schema asks for, in a few words. */
export function summary(schema: unknown): string {
  if (schema === true) return 'anything';
  if (schema === false) return 'nothing at all';
  const { type, properties, required, items, enum: values, $ref, anyOf, oneOf, ...rest } = schema as { [keyword: string]: unknown }; // prettier-ignore
  if ('const' in rest) return JSON.stringify(rest['const']);
  if (Array.isArray(values)) return `one of ${list(values.map((value) => JSON.stringify(value)))}`;
  const branches = anyOf ?? oneOf;
  if (Array.isArray(branches)) return branches.map(summary).join(' or ');
  if (typeof $ref === 'string') return $ref === '#' ? 'the same again' : ($ref.split('/').at(-1) ?? '');
  if (properties !== undefined && (type === undefined || type === 'object'))
    return object(properties, required);
  if (type === 'array' && items !== undefined) return `a list of: ${summary(items)}`;
  if (Array.isArray(type)) return type.map((name) => named(String(name))).join(' or ');
  return type === undefined ? 'what its schema says' : named(String(type));
}

function object(properties: unknown, required: unknown): string {
  const needed = new Set(Array.isArray(required) ? (required as unknown[]) : []);
  const names = Object.keys(properties as object).map((name) => `${name}${needed.has(name) ? '' : '?'}`);
  return names.length === 0 ? 'an object' : `an object with ${list(names)}`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, MAXIMUM_NAMES).join(', ');
  return names.length > MAXIMUM_NAMES ? `${shown} and ${names.length - MAXIMUM_NAMES} more` : shown;
}

function named(type: string): string {
  if (type === 'null') return 'null';
  return `${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`;
}

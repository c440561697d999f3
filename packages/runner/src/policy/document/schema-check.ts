import type { Validator } from '@cfworker/json-schema';
import type { StandardIssue, StandardResult, StandardSchema } from '@codelets/core';
import { toJsonData } from './json-data.js';
import type { JsonSchema } from './json-schema.js';

type ValidatorClass = typeof Validator;

const MAXIMUM_ISSUES = 20;

/** A JSON Schema as a Standard Schema, which also offers the JSON Schema. Without a validator it takes no value. */
export function toStandardSchema(schema: JsonSchema, load: ValidatorClass | undefined): StandardSchema {
  const text = JSON.stringify(schema);
  const offered = (): unknown => JSON.parse(text);
  // Stops at the first error of an object: what it costs to refuse a value does not grow with the value's errors.
  const validator = load && new load(JSON.parse(text) as object, '2020-12', true);
  const standard = {
    version: 1,
    vendor: 'codelets',
    validate: (value: unknown) => validate(value, validator),
    jsonSchema: { input: offered, output: offered },
  } as const;
  return Object.freeze({ '~standard': Object.freeze(standard) });
}

function validate(value: unknown, validator: Validator | undefined): StandardResult<unknown> {
  if (!validator) throw new TypeError('a policy document that was only checked takes no values');
  const data = toJsonData(value);
  if ('issue' in data) return { issues: [data.issue] };
  try {
    const { valid, errors } = validator.validate(data.value);
    if (valid) return { value: data.value };
    // Outer errors say no more than that there are inner ones.
    return { issues: errors.slice(-MAXIMUM_ISSUES).reverse().map(({ error, instanceLocation }) => ({ message: error, path: pathOf(instanceLocation) })) }; // prettier-ignore
  } catch (error) {
    // A schema that goes round in a circle, or a value as deep as the stack.
    if (error instanceof RangeError) return { issues: [{ message: 'is too deep to be checked' }] };
    throw error;
  }
}

function pathOf(location: string): NonNullable<StandardIssue['path']> {
  const [, ...keys] = location.split('/');
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

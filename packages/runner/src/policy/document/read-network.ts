import { under, type Problems } from '../problems.js';
import { readFields } from '../read-data.js';

/** A header that a document names. */
export interface DocumentHeader {
  /** Such as `policy.network.allow[0].headers.authorization`. */
  readonly path: string;
  readonly name: string;
  /** The variable that holds its value; absent where the value stands in the document. */
  readonly env?: string;
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

/**
 * Puts the values of variables in the place of `{ "env": "NAME" }`, in `network` itself. What is not of the expected
 * shape stays as it is: the check of the policy, which comes next, names it.
 */
export function fillHeaders(
  network: unknown,
  path: string,
  variable: (name: string, path: string) => string,
  problems: Problems,
): readonly DocumentHeader[] {
  const rules = isRecord(network) && Array.isArray(network['allow']) ? (network['allow'] as unknown[]) : [];
  return rules.flatMap((rule, index) => {
    const headers = isRecord(rule) && isRecord(rule['headers']) ? rule['headers'] : {};
    return Object.entries(headers).map(([name, value]) => {
      const place = under(`${path}.allow[${index}].headers`, name);
      if (!isRecord(value)) return { path: place, name };
      const env = readVariable(value, place, problems);
      headers[name] = env === undefined ? '' : variable(env, place);
      return { path: place, name, ...(env !== undefined && { env }) };
    });
  });
}

function readVariable(value: object, path: string, problems: Problems): string | undefined {
  const { env } = readFields(value, path, ['env'], problems) ?? {};
  if (typeof env === 'string' && VARIABLE.test(env)) return env;
  return problems.add(`${path}.env`, 'must be the name of an environment variable');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

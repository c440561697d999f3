import type { Validator } from '@cfworker/json-schema';
import { checkKeys, checkObject, typeOf } from '../../options/check.js';
import { describePolicy, type PolicyDescription } from '../policy-data.js';
import { Problems, under, type PolicyProblem } from '../problems.js';
import { readRecord } from '../read-data.js';
import type { CapabilityFunction, CodeletPolicy } from '../types.js';
import type { DocumentHeader } from './read-network.js';
import { ROOT, readDocument, type Outside, type ReadDocument } from './read-document.js';
import { toStandardSchema } from './schema-check.js';
import type { PolicyDocument } from './types.js';

export interface PolicyDocumentParts {
  /** The functions by group and name: one for every capability of the document, and no other. */
  readonly capabilities?: Readonly<Record<string, Readonly<Record<string, CapabilityFunction>>>> | undefined;
  /** Where `{ "env": "NAME" }` is looked up. Default: the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface PolicyFromDocument {
  readonly policy: CodeletPolicy;
  /** For the options of a runner or a run, beside `policy`. */
  readonly limits: ReadDocument['limits'];
}

export interface CheckedPolicyDocument {
  /** Everything that is wrong. */
  readonly problems: readonly PolicyProblem[];
  /** What it grants; absent where there are problems. */
  readonly description?: PolicyDescription;
  readonly limits: ReadDocument['limits'];
  readonly headers: readonly DocumentHeader[];
}

/** Checks a policy document without the functions and the secrets that it needs. */
export function checkPolicyDocument(document: unknown): CheckedPolicyDocument {
  const problems = new Problems();
  const { policy, limits, headers } = readDocument(document, NOTHING, problems);
  const found = problems.list;
  return {
    problems: found,
    ...(found.length === 0 && { description: describePolicy(policy) }),
    limits,
    headers,
  };
}

/**
 * A policy from a document and the functions that it speaks of. Its JSON Schemas become checks of arguments and
 * answers, for which the package `@cfworker/json-schema` has to be installed. Throws a `TypeError` that names the
 * field. Schemas are trusted: a `pattern` is applied to what a codelet sends, so that it has to be a quick one.
 */
export async function policyFromDocument(
  document: PolicyDocument,
  parts: PolicyDocumentParts = {},
): Promise<PolicyFromDocument> {
  checkObject(parts, 'the second argument of policyFromDocument()');
  checkKeys(parts, ['capabilities', 'env'], 'policyFromDocument()');
  const { capabilities = {}, env = process.env }: PolicyDocumentParts = parts;
  const problems = new Problems();
  const functions = readFunctions(capabilities, problems);
  const load = hasSchemas(document) ? await loadValidator() : undefined;
  const { policy, limits } = readDocument(
    document,
    {
      call(name, path) {
        const call = functions.get(name);
        functions.delete(name);
        if (!call) problems.add(path, 'needs a function: capabilities has none of this name');
        return call ?? NOTHING.call(name, path);
      },
      variable(name, path) {
        const value = env[name];
        // A header without its secret is not what was meant.
        if (value) return value;
        problems.add(path, `needs the environment variable ${name}`);
        return '';
      },
      schema: (schema) => toStandardSchema(schema, load),
    },
    problems,
  );
  for (const name of functions.keys())
    problems.add(`capabilities.${name}`, 'stands for nothing in the document');
  problems.throwFirst();
  return { policy: toPolicy(policy), limits };
}

const NOTHING: Outside = {
  call: () => () => {
    throw new TypeError('a policy document that was only checked has no functions');
  },
  variable: () => '',
  schema: (schema) => toStandardSchema(schema, undefined),
};

function readFunctions(value: unknown, problems: Problems): Map<string, CapabilityFunction> {
  const functions = new Map<string, CapabilityFunction>();
  for (const [group, members] of readRecord(value, 'capabilities', problems) ?? []) {
    const path = under('capabilities', group);
    for (const [member, call] of readRecord(members, path, problems) ?? [])
      if (typeof call === 'function') functions.set(`${group}.${member}`, call as CapabilityFunction);
      else problems.add(under(path, member), `must be a function, got ${typeOf(call)}`);
  }
  return functions;
}

/** Whether the validator is needed at all: the document may be of any shape still. */
function hasSchemas(document: unknown): boolean {
  const { description } = checkPolicyDocument(document);
  return Object.values(description?.capabilities ?? {}).some(({ input, output }) => input !== undefined || output !== undefined); // prettier-ignore
}

async function loadValidator(): Promise<typeof Validator> {
  try {
    return (await import('@cfworker/json-schema')).Validator;
  } catch (error) {
    throw new TypeError(
      `${ROOT}.capabilities has JSON Schemas, for which @cfworker/json-schema has to be installed`,
      { cause: error },
    );
  }
}

/** As it is written: what comes out of a check may be checked again. */
function toPolicy({
  capabilities,
  network,
  env,
  modules,
  deterministic,
  sections,
}: ReadDocument['policy']): CodeletPolicy {
  const groups: Record<string, Record<string, object>> = {};
  for (const { name, ...definition } of capabilities.values()) {
    const [group, member] = name.split('.') as [string, string];
    (groups[group] ??= {})[member] = definition;
  }
  return {
    ...(sections.has('capabilities') && {
      capabilities: groups as NonNullable<CodeletPolicy['capabilities']>,
    }),
    ...(sections.has('network') && { network: network ?? { allow: [] } }),
    ...(sections.has('env') && { env }),
    ...(sections.has('modules') && { modules }),
    ...(deterministic && { deterministic }),
  };
}

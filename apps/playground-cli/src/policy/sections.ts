import { LIMITS, type LimitName } from '@codelets/core';
import type {
  CapabilityDescription,
  CheckedPolicyDocument,
  PolicyDescription,
  RuleDescription,
} from '@codelets/runner';
import { bytes, count, milliseconds } from './amounts.js';
import { summary } from './schema-summary.js';

/** A part of what a policy grants, in plain words. */
export interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly text: string;
  readonly details: readonly string[];
}

/** What a policy grants, and what it does not, for people. */
export function sectionsOf({ description, limits, headers }: CheckedPolicyDocument): readonly Section[] {
  const policy = description ?? { version: 1 };
  return [
    { title: 'It may call', entries: functions(policy) },
    { title: 'It may connect to', entries: network(policy, headers) },
    { title: 'It may read', entries: env(policy) },
    { title: 'It may import', entries: modules(policy) },
    { title: 'It always has', entries: always(policy) },
    { title: 'A run may use', entries: runLimits(limits) },
    { title: 'It cannot', entries: cannot(policy) },
  ].filter(({ entries }) => entries.length > 0);
}

function functions({ capabilities = {} }: PolicyDescription): Entry[] {
  return Object.entries(capabilities).map(([name, capability]) => ({
    text: `helpers.${name}(${capability.input === undefined ? 'anything' : 'args'})`,
    details: [
      ...(capability.description === undefined ? [] : [capability.description]),
      ...(capability.input === undefined ? [] : [`takes ${summary(capability.input)}`]),
      ...(capability.output === undefined ? [] : [`answers ${summary(capability.output)}`]),
      callLimits(capability),
    ],
  }));
}

function callLimits({ timeout_ms, max_calls, max_concurrent }: CapabilityDescription): string {
  const calls =
    max_calls === undefined ? 'as often as a run may call at all' : `${count(max_calls, 'call')} a run`;
  return `${calls}, ${count(max_concurrent, 'call')} at a time, ${milliseconds(timeout_ms)} each`;
}

function network(
  { network: granted }: PolicyDescription,
  headers: CheckedPolicyDocument['headers'],
): Entry[] {
  if (!granted) return [];
  const { allow, allow_private_networks, max_response_bytes, timeout_ms, max_requests } = granted;
  const variables = new Map<string, string[]>();
  for (const { name, env: variable } of headers) {
    const header = name.toLowerCase();
    if (variable !== undefined) variables.set(header, [...(variables.get(header) ?? []), variable]);
  }
  const numbers = `${count(max_requests!, 'request')} a run, ${milliseconds(timeout_ms!)} and ${bytes(max_response_bytes!)} each`;
  return [
    ...allow.map((rule) => ({ text: ruleText(rule), details: added(rule, variables) })),
    { text: numbers, details: [] },
    {
      text: `private, loopback and link-local addresses: ${allow_private_networks ? 'allowed' : 'refused'}`,
      details: [],
    },
  ];
}

function ruleText({ origin, path, methods }: RuleDescription): string {
  return `${methods.join(', ')} ${origin}${path}${path === '/' ? ' and everything below' : ' and below'}`;
}

function added(
  { headers = [] }: RuleDescription,
  variables: ReadonlyMap<string, readonly string[]>,
): string[] {
  return headers.map((name) => {
    const from = [...new Set(variables.get(name))].join(' or ');
    const source = from === '' ? '' : `, from ${from} of the service's environment`;
    return `with the header ${name}, unseen by the codelet${source}`;
  });
}

function env({ env: values = {} }: PolicyDescription): Entry[] {
  return Object.entries(values).map(([name, value]) => ({
    text: `helpers.env.${name} = ${JSON.stringify(value)}`,
    details: [],
  }));
}

function modules({ modules: granted = {} }: PolicyDescription): Entry[] {
  return Object.entries(granted).map(([specifier, { package: name, export: subpath, file, sha256 }]) => {
    const own = file === undefined ? 'source in the policy' : `the file ${file}`;
    const part = subpath === undefined ? '' : `, ${subpath} of it`;
    const from = name === undefined ? own : `the package ${name}${part}`;
    const pin = sha256 === undefined ? 'not pinned' : `pinned to ${sha256.slice(0, 12)}`;
    return { text: specifier, details: [`${from}, ${pin}`] };
  });
}

function always({ deterministic }: PolicyDescription): Entry[] {
  return [
    { text: 'the language, console and helpers.logger', details: [] },
    deterministic
      ? {
          text: `the same randomness and the same clock in every run, which starts at ${new Date(deterministic.now).toISOString()}`,
          details: [],
        }
      : { text: 'helpers.random() and helpers.now()', details: [] },
  ];
}

function runLimits(limits: CheckedPolicyDocument['limits']): Entry[] {
  return (Object.keys(LIMITS) as LimitName[]).map((name) => {
    const value = limits[name] ?? LIMITS[name].default;
    const by_default = limits[name] === undefined ? ' (default)' : '';
    return {
      text: `${name}: ${value === undefined ? 'no limit' : amount(name, value)}${value === undefined ? '' : by_default}`,
      details: [],
    };
  });
}

function amount(name: LimitName, value: number): string {
  if (name.endsWith('_ms')) return milliseconds(value);
  if (name.endsWith('_bytes')) return bytes(value);
  return name.endsWith('_mb') ? `${value} MiB` : String(value);
}

function cannot({
  capabilities,
  network: granted,
  env: values,
  modules: imports,
}: PolicyDescription): Entry[] {
  const lines = [
    capabilities ? 'call any other function of the service' : 'call any function of the service',
    granted ? 'connect to any other place' : 'connect anywhere: it has no fetch',
    values ? "read anything else of the service's environment" : "read anything of the service's environment",
    imports ? 'import anything else' : 'import anything',
    'read or write files, start programs, make code out of text',
    'outlive its run, or use what an earlier run left',
  ];
  return lines.map((text) => ({ text, details: [] }));
}

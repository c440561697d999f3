import type { LimitName } from '@codelets/core';
import type { CheckedPolicyDocument, PolicyDescription, PolicyProblem } from '@codelets/runner';
import { bytes, milliseconds } from './amounts.js';

/** From here on a limit bounds little: one run may hold a host, or much of the service, for long. */
const HUGE: { readonly [Name in LimitName]?: readonly [number, (value: number) => string] } = {
  timeout_ms: [60_000, milliseconds],
  cpu_ms: [60_000, milliseconds],
  memory_mb: [1024, (value) => `${value} MiB`],
  max_logs: [10_000, String],
  max_log_bytes: [16 * 1024 * 1024, bytes],
  max_result_bytes: [16 * 1024 * 1024, bytes],
  max_input_bytes: [16 * 1024 * 1024, bytes],
  max_source_bytes: [16 * 1024 * 1024, bytes],
  max_calls: [100_000, String],
  max_call_bytes: [16 * 1024 * 1024, bytes],
};
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const SECRET_NAME = /secret|token|passw|credential|api_?-?key|private_?-?key|^authorization$|^cookie$|-auth/i;
const HERE = /^https?:\/\/(?:localhost|[^/]*\.localhost|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|169\.254\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|0\.0\.0\.0|\[(?:::1?|f[cde][^\]]*)\])(?::\d+)?$/; // prettier-ignore
/** A group that repeats what repeats itself, as in `(a+)+`: the time for some texts doubles with each letter. */
const NESTED_REPEAT = /\([^()]*[+*}][^()]*\)(?:[+*]|\{\d+,)/;

/** What is allowed and should be looked at twice. `document` is as it was written. */
export function warningsOf(document: unknown, checked: CheckedPolicyDocument): readonly PolicyProblem[] {
  const { description, limits, headers } = checked;
  if (!description) return [];
  return [
    ...aboutFunctions(description, limits.timeout_ms ?? 2000),
    ...aboutNetwork(description, document),
    ...headers.filter(({ name, env }) => env === undefined && SECRET_NAME.test(name)).map(({ path }) => ({ path, message: 'stands in the document: { "env": "NAME" } keeps a secret out of it' })),
    ...Object.keys(description.env ?? {}).filter((name) => SECRET_NAME.test(name)).map((name) => ({ path: `policy.env.${name}`, message: 'sounds like a secret, which every codelet could read and return: a header of network.allow is never seen' })),
    ...aboutModules(description),
    ...(description.deterministic ? [{ path: 'policy.deterministic', message: 'makes all randomness known beforehand: nothing made of it is a secret' }] : []),
    ...aboutLimits(limits),
  ]; // prettier-ignore
}

function aboutFunctions({ capabilities = {} }: PolicyDescription, run_ms: number): PolicyProblem[] {
  return Object.entries(capabilities).flatMap(([name, { input, output, timeout_ms, max_concurrent }]) => {
    const path = `policy.capabilities.${name}`;
    const patterns = [...patternsOf(input), ...patternsOf(output)].filter((pattern) => NESTED_REPEAT.test(pattern));
    return [
      ...(input === undefined ? [{ path, message: 'has no input schema: its function gets whatever a codelet sends' }] : []),
      ...patterns.map((pattern) => ({ path, message: `has a pattern that may take very long for some texts: ${pattern}` })),
      ...(timeout_ms !== 30_000 && timeout_ms > run_ms ? [{ path: `${path}.timeout_ms`, message: `never comes to its end: a run has ${milliseconds(run_ms)}` }] : []),
      ...(max_concurrent > 100 ? [{ path: `${path}.max_concurrent`, message: `is much for one run: ${max_concurrent}` }] : []),
    ];
  }); // prettier-ignore
}

function aboutNetwork({ network }: PolicyDescription, document: unknown): PolicyProblem[] {
  const path = 'policy.network.allow';
  const written = (document as { network?: { allow?: unknown[] } }).network?.allow?.length ?? 0;
  if (!network) return [];
  const { allow, allow_private_networks, max_response_bytes, max_requests } = network;
  return [
    ...allow.flatMap(({ origin, methods, path: prefix, headers = [] }) => {
      const writes = methods.filter((method) => !SAFE_METHODS.includes(method));
      const here = HERE.test(origin);
      return [
        ...(origin.startsWith('http:') && !here ? [{ path, message: `${origin}: what is sent can be read and changed on the way${headers.length > 0 ? ', its headers too' : ''}` }] : []),
        ...(here && !allow_private_networks ? [{ path, message: `${origin}: is never reached while private networks are refused` }] : []),
        ...(prefix === '/' && writes.length > 0 ? [{ path, message: `${origin}: ${writes.join(', ')} to every path` }] : []),
      ];
    }),
    ...(written > allow.length ? [{ path, message: `has ${written - allow.length} of ${written} rules that never decide: one before allows the same` }] : []),
    ...(allow_private_networks ? [{ path: 'policy.network.allow_private_networks', message: "lets codelets reach the service's own network, where the names of the rules lead there" }] : []),
    ...(max_response_bytes! > 64 * 1024 * 1024 ? [{ path: 'policy.network.max_response_bytes', message: `is much: ${bytes(max_response_bytes!)}` }] : []),
    ...(max_requests! > 1000 ? [{ path: 'policy.network.max_requests', message: `is much for one run: ${max_requests}` }] : []),
  ]; // prettier-ignore
}

function aboutModules({ modules = {} }: PolicyDescription): PolicyProblem[] {
  return Object.entries(modules)
    .filter(([, { package: name, sha256 }]) => name !== undefined && sha256 === undefined)
    .map(([name]) => ({ path: `policy.modules[${JSON.stringify(name)}]`, message: 'is not pinned: what is installed then is what runs' })); // prettier-ignore
}

function aboutLimits(limits: CheckedPolicyDocument['limits']): PolicyProblem[] {
  return (Object.keys(HUGE) as LimitName[]).flatMap((name) => {
    const value = limits[name];
    const [least, shown] = HUGE[name]!;
    return value !== undefined && value > least ? [{ path: `policy.limits.${name}`, message: `is much for one run: ${shown(value)}` }] : []; // prettier-ignore
  });
}

function patternsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword === 'pattern' && typeof value === 'string') return [value];
    const keys = keyword === 'patternProperties' ? Object.keys(value as object) : [];
    return [...keys, ...patternsOf(value)];
  });
}

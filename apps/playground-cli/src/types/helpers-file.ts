import type { CapabilityDescription, JsonSchema, PolicyDescription } from '@codelets/runner';
import { NamedTypes } from './named-types.js';
import { docComment, propertyName } from './ts-text.js';

/** The names that the file has anyway, and those of the language that it uses. */
const TAKEN = ['Helpers', 'Logger', 'Env', 'Fetch', 'Codelet', 'Array', 'Promise', 'String', 'Number', 'Boolean', 'Object', 'Symbol']; // prettier-ignore

/** The `.d.ts` of a policy: what `main` gets, for editors, compilers and language models. */
export function helpersFile(policy: PolicyDescription): string {
  const types = new NamedTypes(TAKEN);
  const groups = groupCapabilities(policy.capabilities ?? {}, types);
  const fetches = policy.network !== undefined;
  const named = types.toString();
  return [
    '// Made by `codelets types` from a policy. Do not edit: make it again.\n',
    CODELET,
    `/** What a codelet is given. */\nexport interface Helpers {\n${COMMON}${fetches ? FETCH_MEMBER : ''}${groups}}\n`,
    LOGGER,
    env(policy.env ?? {}),
    ...(fetches ? [FETCH] : []),
    ...(named === '' ? [] : [named]),
  ].join('\n');
}

function groupCapabilities(
  capabilities: NonNullable<PolicyDescription['capabilities']>,
  types: NamedTypes,
): string {
  const groups = new Map<string, string[]>();
  for (const [full, capability] of Object.entries(capabilities)) {
    const [group, name] = full.split('.') as [string, string];
    const members = groups.get(group) ?? [];
    groups.set(group, [...members, method(group, name, capability, types)]);
  }
  return [...groups].map(([group, members]) => `  readonly ${propertyName(group)}: {\n${members.join('')}  };\n`).join(''); // prettier-ignore
}

function method(group: string, name: string, capability: CapabilityDescription, types: NamedTypes): string {
  const { description, input, output } = capability;
  const args = input === undefined ? 'args?: unknown' : `args: ${types.declare([group, name, 'Input'], input as JsonSchema)}`; // prettier-ignore
  const answer =
    output === undefined ? 'unknown' : types.declare([group, name, 'Output'], output as JsonSchema);
  return `${docComment(description, '    ')}    ${propertyName(name)}(${args}): Promise<${answer}>;\n`;
}

function env(names: Readonly<Record<string, string>>): string {
  const members = Object.keys(names).map((name) => `  readonly ${propertyName(name)}: string;\n`);
  return `/** The named values of the policy. */\nexport interface Env {\n${members.join('')}}\n`;
}

const CODELET = `/** The type of \`main\`. */
export type Codelet<Input = unknown, Output = unknown> = (
  input: Input,
  helpers: Helpers,
) => Output | Promise<Output>;
`;

const COMMON = `  readonly logger: Logger;
  readonly env: Env;
  /** From 0 up to 1, as \`Math.random\`. */
  random(): number;
  /** Milliseconds since the epoch, as \`Date.now\`. */
  now(): number;
`;

const LOGGER = `/** Writes lines to the log of the run. \`console\` is the same. */
export interface Logger {
  log(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
}
`;

const FETCH_MEMBER = `  /** To the places that the policy allows. The global \`fetch\` is the same. */
  readonly fetch: Fetch;
`;

/** Without the library `dom` there is no type of `fetch` to take. */
const FETCH = `export type Fetch = typeof globalThis extends { fetch: infer Global }
  ? Global
  : (
      url: string,
      init?: { method?: string; headers?: { [name: string]: string }; body?: string },
    ) => Promise<{
      readonly ok: boolean;
      readonly status: number;
      readonly headers: { get(name: string): string | null };
      text(): Promise<string>;
      json(): Promise<unknown>;
    }>;
`;

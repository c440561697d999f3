import type { Recording } from '@codelets/core';
import type { PolicyDocument } from '@codelets/runner';
import { oneLine } from '../output/one-line.js';
import { factoryOf, whyTrusted } from '../run/sandboxes.js';
import { textLiteral, toLiteral } from './literal.js';
import { neededLimits } from './needed-limits.js';
import { recordedOutcome } from './recorded-outcome.js';
import { mustBeKnown } from './recorded-sandbox.js';

/** The first line of every test that was made: what has it may be made again. */
export const MARK = '// Made by codelets from a recording.';

export interface TestParts {
  readonly recording: Recording;
  /** From the test to its recording, such as `./failed.json`. */
  readonly recording_url: string;
  /** What the recorded run could import: a replay is given it again. */
  readonly modules: PolicyDocument['modules'];
}

const NAME_LENGTH = 60;
const MESSAGE_LENGTH = 2000;
/** For starting a sandbox on a busy machine, beyond the time that the run itself may take. */
const SPARE_MS = 30_000;

/**
 * A vitest test that replays a recording and expects what was recorded. A codelet chose much of what stands in it:
 * everything goes in as a literal.
 */
export function testText({ recording, recording_url, modules }: TestParts): string {
  const [sandbox_import, options] = runnerFor(recording, modules);
  const { title, lines } = expectations(recording);
  return `${MARK} The recording holds the source, the input, env and all answers in clear.
import { readFileSync } from 'node:fs';
import { createCodeletRunner } from '@codelets/runner';
${sandbox_import}import { expect, it } from 'vitest';

const file = new URL(${textLiteral(recording_url)}, import.meta.url);
const recording = JSON.parse(readFileSync(file, 'utf8'));

it(${textLiteral(title)}, async () => {
  const runner = createCodeletRunner(${options});
  try {
    const result = await runner.replay(recording);
    expect(result.difference).toBeUndefined();
${lines.map((line) => `    ${line}\n`).join('')}  } finally {
    await runner.dispose();
  }
}, ${recording.limits.timeout_ms + SPARE_MS});
`;
}

function runnerFor(recording: Recording, modules: TestParts['modules']): readonly [string, string] {
  const sandbox = mustBeKnown(recording.sandbox);
  const [package_name, factory] = factoryOf(sandbox.name);
  const is_default = recording.sandbox === 'vm2/process';
  const trust = whyTrusted(sandbox) === undefined ? '' : `, trust: 'trusted'`;
  const options = [
    ...(is_default ? [] : [`sandbox: ${factory}({ isolation: '${sandbox.isolation}'${trust} })`]),
    ...(modules === undefined ? [] : [`policy: { modules: ${JSON.stringify(modules)} }`]),
    ...Object.entries(neededLimits(recording)).map(([name, limit]) => `${name}: ${limit}`),
  ];
  return [
    is_default ? '' : `import { ${factory} } from '${package_name}';\n`,
    options.length === 0 ? '' : `{ ${options.join(', ')} }`,
  ];
}

function expectations(recording: Recording): { readonly title: string; readonly lines: readonly string[] } {
  const { source } = recording;
  const name = oneLine(source.type === 'string' ? source.filename : source.entry, NAME_LENGTH);
  const outcome = recordedOutcome(recording);
  if (outcome.ok) {
    const value = toLiteral(outcome.value);
    return {
      title: `${name} returns what was recorded`,
      lines: [
        'expect(result.ok).toBe(true);',
        value === undefined
          ? '// The value is long, or more than data: without a difference it is what was recorded.'
          : `expect(result.value).toEqual(${value});`,
      ],
    };
  }
  const { code, message } = outcome.error;
  const is_short = message.length <= MESSAGE_LENGTH;
  return {
    title: `${name} fails with ${oneLine(code, NAME_LENGTH)} as recorded`,
    lines: [
      `expect(result.error?.code).toBe(${textLiteral(code)});`,
      ...(is_short ? [`expect(result.error?.message).toBe(${textLiteral(message)});`] : []),
    ],
  };
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BASE_WALLS, LIMITS, LOG_LINE_BYTES, type SandboxTraits } from '@codelets/core';
import { PRELUDE_GLOBALS } from '@codelets/guest';
import { createCodeletRunner } from '@codelets/runner';
import { vm2 } from '@codelets/sandbox-vm2';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT, readPage, sectionOf, tableRows } from './support/pages.js';
import { createScratchProject, startProgram } from './support/scratch-project.js';

const page = readPage('README.md');
const MEBIBYTE = 1024 * 1024;

const TIME: Readonly<Record<SandboxTraits['time'], string>> = {
  always: 'everything',
  loops: 'loops, not long native calls',
  no: 'nothing',
};

interface Claim {
  readonly isolation: string;
  readonly traits: SandboxTraits;
}

const project = createScratchProject();
afterAll(() => project.remove());

/** The factory of each sandbox package: `nodeVm` of sandbox-node-vm. */
const factories = readdirSync(join(ROOT, 'packages'))
  .filter((name) => name.startsWith('sandbox-'))
  .map((name) => ({
    package_name: `@codelets/${name}`,
    factory: name.slice('sandbox-'.length).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
  }));

/** What the adapters claim that these expressions make, such as `vm2({ isolation: 'thread' })`. */
async function claimsOf(expressions: readonly string[]): Promise<Claim[]> {
  const imports = factories.map(
    ({ factory, package_name }) => `import { ${factory} } from '${package_name}';`,
  );
  const program = `${imports.join('\n')}
    const adapters = [${expressions.join(', ')}];
    const claims = adapters.map(async (adapter) => ({ isolation: adapter.isolation, traits: await adapter.traits() }));
    console.log(JSON.stringify(await Promise.all(claims)));`;
  const { stdout, stderr } = await startProgram(project, ['--input-type=module', '-e', program]).ended;
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Claim[];
}

function row(expression: string, { isolation, traits }: Claim): string[] {
  const { boundary, time, memory, cpu, walls } = traits;
  // The operating system's depend on the machine.
  const base = walls.filter(({ name }) => (BASE_WALLS as readonly string[]).includes(name));
  const up = base.filter(({ state }) => state === 'up').length;
  const enforced = (trait: boolean): string => (trait ? 'enforced' : 'refused');
  const shown = walls.length === 0 ? 'none' : `${up} of ${base.length}`;
  return [expression, isolation, boundary, TIME[time], enforced(memory), enforced(cpu), shown];
}

describe('the table of sandboxes in README.md', () => {
  const rows = tableRows(sectionOf(page, 'Sandboxes'));
  const expressions = rows.map(([expression]) => expression ?? '');

  // What an adapter claims depends on the machine: the table says that it shows Linux.
  it.runIf(process.platform === 'linux')('shows what the adapters claim', { timeout: 60_000 }, async () => {
    const claims = await claimsOf(expressions);
    expect(rows).toEqual(expressions.map((expression, index) => row(expression, claims[index]!)));
  });

  it.each(factories)('has $factory()', ({ factory }) => {
    expect(expressions.filter((expression) => expression.startsWith(`${factory}(`))).not.toEqual([]);
  });

  it('says that a runner refuses a limit that is not enforced', async () => {
    const runner = createCodeletRunner({ sandbox: vm2({ isolation: 'thread' }) });
    const source = { type: 'string', code: 'export const main = () => 1;' } as const;
    const { error } = await runner.run(source, { memory_mb: 64 });
    await runner.dispose();
    expect(error?.code).toBe('UNSUPPORTED');
  });
});

describe('the table of limits in README.md', () => {
  const shown = (name: string, value: number | undefined): string => {
    if (value === undefined) return 'none';
    return name.endsWith('_bytes') ? `${value / MEBIBYTE} MiB` : String(value);
  };
  const rows = tableRows(sectionOf(page, 'Limits'));

  it('has every limit with its default', () => {
    const expected = Object.entries(LIMITS).map(([name, rule]) => [name, shown(name, rule.default)]);
    expect(rows.map((cells) => cells.slice(0, 2))).toEqual(expected);
  });

  it('says where a single line of a log is cut', () => {
    expect(sectionOf(page, 'Limits')).toContain(`${LOG_LINE_BYTES / 1024} KiB`);
  });
});

it('README.md names every global that the prelude adds', () => {
  const section = sectionOf(page, 'What a codelet has');
  for (const name of PRELUDE_GLOBALS) expect(section).toContain(`\`${name}\``);
});

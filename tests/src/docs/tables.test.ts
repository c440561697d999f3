import { LIMITS, LOG_LINE_BYTES, type SandboxTraits } from '@codelets/core';
import { PRELUDE_GLOBALS } from '@codelets/guest';
import { createCodeletRunner } from '@codelets/runner';
import { vm2 } from '@codelets/sandbox-vm2';
import { describe, expect, it } from 'vitest';
import { readPage, sectionOf, tableRows } from './support/pages.js';

const page = readPage('README.md');
const MEBIBYTE = 1024 * 1024;

const TIME = {
  always: 'everything',
  loops: 'loops, not long native calls',
  no: 'nothing',
} as const satisfies Record<SandboxTraits['time'], string>;

function row({ boundary, time, memory, cpu, walls }: SandboxTraits): string[] {
  const up = walls.filter(({ state }) => state === 'up').length;
  const enforced = (trait: boolean): string => (trait ? 'enforced' : 'refused');
  return [boundary, TIME[time], enforced(memory), enforced(cpu), `${up} of ${walls.length}`];
}

// What an adapter claims depends on the machine: the table says that it shows Linux.
describe.runIf(process.platform === 'linux')('the table of sandboxes in README.md', () => {
  const rows = tableRows(sectionOf(page, 'Sandboxes'));

  it.each([
    ["vm2(), isolation: 'process'", 'process'],
    ["vm2({ isolation: 'thread' })", 'thread'],
  ] as const)('shows the traits of %s', async (_name, isolation) => {
    const shown = rows.find(([name]) => name?.includes('vm2') && name.includes(`in a ${isolation}`));
    expect(shown?.slice(1)).toEqual(row(await vm2({ isolation }).traits()));
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

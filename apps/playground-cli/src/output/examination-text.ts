import type { SandboxTraits, WallStatus } from '@codelets/core';
import type { Examination, SandboxFinding } from '../doctor/examine.js';
import { oneLine } from './one-line.js';
import type { Palette } from './palette.js';

const GAP = '  ';
const SMALLEST = 30;
const STATES = { up: 'up', down: 'down', 'not-on-this-platform': 'not here' } as const;
const TIME = { always: 'everything', loops: 'loops', no: 'nothing' } as const;

/** What the machine offers, for people. Ends with a newline. */
export function formatExamination(examined: Examination, palette: Palette, width: number): string {
  const { node, platform, user, launcher, walls, sandboxes } = examined;
  const started = launcher === 'none' ? 'node itself' : launcher;
  const parts = [
    `${palette.dim('node')}      ${node} on ${platform}, as ${user}`,
    `${palette.dim('launcher')}  ${started}`,
    '',
    palette.dim('walls around a process host'),
    ...(walls.length === 0
      ? ['none is known: no sandbox runs in a process here']
      : formatWalls(walls, palette, width)),
    '',
    ...formatSandboxes(sandboxes, palette, width),
  ];
  return `${parts.join('\n')}\n`;
}

function formatWalls(walls: readonly WallStatus[], palette: Palette, width: number): string[] {
  const colour = { up: palette.green, down: palette.red, 'not-on-this-platform': palette.yellow };
  const names = Math.max(...walls.map(({ name }) => name.length));
  const states = Math.max(...Object.values(STATES).map((text) => text.length));
  const before = ' '.repeat(names + states + 2 * GAP.length);
  const room = Math.max(SMALLEST, width - before.length);
  let last = '';
  return walls.flatMap(({ name, state, reason, remedy }) => {
    const said = `${reason ?? ''}\n${remedy ?? ''}`;
    const is_same = said === last && reason !== undefined;
    if (reason !== undefined) last = said;
    const texts = is_same
      ? [palette.dim('as above')]
      : [
          ...(reason === undefined ? [] : wrap(reason, room)),
          ...(remedy === undefined ? [] : wrap(`-> ${remedy}`, room).map((text) => palette.dim(text))),
        ];
    const head = `${oneLine(name, Infinity).padEnd(names)}${GAP}${colour[state](STATES[state].padEnd(states))}`;
    const [first, ...rest] = texts;
    return [
      first === undefined ? head.trimEnd() : `${head}${GAP}${first}`,
      ...rest.map((text) => before + text),
    ];
  });
}

function formatSandboxes(sandboxes: readonly SandboxFinding[], palette: Palette, width: number): string[] {
  const head = ['sandbox', 'works', 'boundary', 'deadline stops', 'memory', 'cpu', 'walls up'];
  const rows = sandboxes.map(({ label, works, traits }) => [
    label,
    works ? 'yes' : 'no',
    ...describe(traits),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string[] =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  return [
    palette.dim(line(head).join(GAP).trimEnd()),
    ...rows.map((row, index) => {
      const [label = '', works = '', ...rest] = line(row);
      const coloured = sandboxes[index]?.works === true ? palette.green(works) : palette.red(works);
      return [label, coloured, ...rest].join(GAP).trimEnd();
    }),
    ...sandboxes.flatMap(({ label, reason }) =>
      reason === undefined
        ? []
        : wrap(`${label}: ${oneLine(reason, Infinity)}`, width).map((text) => palette.dim(text)),
    ),
  ];
}

function describe(traits: SandboxTraits | undefined): string[] {
  if (traits === undefined) return ['-', '-', '-', '-', '-'];
  const { boundary, time, memory, cpu, walls } = traits;
  const yes = (trait: boolean): string => (trait ? 'yes' : 'no');
  const up = walls.filter(({ state }) => state === 'up').length;
  return [
    boundary,
    TIME[time],
    yes(memory),
    yes(cpu),
    walls.length === 0 ? 'none' : `${up} of ${walls.length}`,
  ];
}

/** Lines of whole words. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of oneLine(text, Infinity).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

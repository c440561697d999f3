import type { NotRun } from '../compare/candidates.js';
import type { Comparison } from '../compare/comparison.js';
import { outcomeOf, type Difference } from '../compare/differences.js';
import type { Side } from '../compare/find-difference.js';
import type { Trial } from '../compare/trial.js';
import { oneLine } from './one-line.js';
import type { Palette } from './palette.js';
import { formatValue } from './value-text.js';

const INDENT = '  ';
const TWICE = INDENT + INDENT;
const GAP = '  ';
/** What is left for values beside the other columns, at the least. */
const SMALLEST_VALUE = 24;
/** How much of what is alike is shown before a difference. */
const CONTEXT = 20;
const MEBIBYTE = 1024 * 1024;

/** A comparison for people: a row for each sandbox, then where they differ. Ends with a newline. */
export function formatComparison(comparison: Comparison, palette: Palette, width: number): string {
  const { trials, not_run, differences, wordings } = comparison;
  const parts: string[] = [];
  if (trials.length > 0) parts.push(...formatTable(comparison, palette, width), '');
  for (const [reason, labels] of byReason(not_run)) {
    parts.push(palette.dim(`not run: ${labels.join(', ')}: ${oneLine(reason, Infinity)}`));
  }
  if (not_run.length > 0) parts.push('');
  for (const { label } of trials.filter(({ steady }) => !steady)) {
    parts.push(palette.yellow(`${label} did not end alike every time; its first run is compared`));
  }
  parts.push(...formatVerdict(trials.length, differences, palette, width));
  if (wordings.length > 0) {
    parts.push('', palette.dim('Each engine has its own words for its own errors, which is no difference:'));
    parts.push(...wordings.flatMap((each) => formatDifference(each, palette, width)));
  }
  return `${parts.join('\n')}\n`;
}

function formatTable({ trials, runs }: Comparison, palette: Palette, width: number): string[] {
  const head = ['sandbox', 'result', runs === 1 ? 'time' : `time (median of ${runs})`, 'memory'];
  const rows = trials.map((trial) => [trial.label, outcomeOf(trial.result), timeOf(trial), memoryOf(trial)]);
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? title.length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join(GAP);
  const taken = widths.reduce((sum, each) => sum + each + GAP.length, 0);
  const left = Math.max(SMALLEST_VALUE, width - taken);
  return [
    palette.dim(`${line(head)}${GAP}value or error`),
    ...rows.map((row, index) => {
      const { result } = trials[index] as Trial;
      const text = oneLine(result.ok ? formatValue(result.value) : messageOf(result.error), left);
      return `${line(row)}${GAP}${result.ok ? text : palette.red(text)}`;
    }),
  ];
}

function byReason(not_run: readonly NotRun[]): Map<string, string[]> {
  const labels = new Map<string, string[]>();
  for (const { label, reason } of not_run) labels.set(reason, [...(labels.get(reason) ?? []), label]);
  return labels;
}

function messageOf({ name, message }: { name?: string; message: string }): string {
  return name === undefined || message.startsWith(`${name}:`) ? message : `${name}: ${message}`;
}

function timeOf({ duration_ms }: Trial): string {
  return `${duration_ms.toFixed(duration_ms < 100 ? 1 : 0)} ms`;
}

function memoryOf({ peak_memory_bytes }: Trial): string {
  return peak_memory_bytes === undefined ? '-' : `${(peak_memory_bytes / MEBIBYTE).toFixed(1)} MiB`;
}

function formatVerdict(
  count: number,
  differences: readonly Difference[],
  palette: Palette,
  width: number,
): string[] {
  if (count === 0) return [palette.red('No sandbox is available: nothing was run.')];
  if (count === 1) return ['Only one sandbox was run: there is nothing to compare it with.'];
  if (differences.length === 0) return [palette.green(`All ${count} agree.`)];
  return [
    palette.red('They differ:'),
    ...differences.flatMap((each) => formatDifference(each, palette, width)),
  ];
}

function formatDifference({ where, sides }: Difference, palette: Palette, width: number): string[] {
  const lines = [`${INDENT}${palette.bold(clipMiddle(oneLine(where, Infinity), width - INDENT.length))}`];
  const from = beforeDifference(sides.map(({ side }) => side));
  for (const { labels, side } of sides) {
    const text = from === 0 ? sideText(side) : `...${sideText(side).slice(from)}`;
    lines.push(`${TWICE}${oneLine(text, width - TWICE.length)}`);
    lines.push(`${TWICE}${INDENT}${palette.cyan(`in ${labels.join(', ')}`)}`);
  }
  return lines;
}

/** Where the shown texts may begin: long ones that begin alike would be cut before they differ. */
function beforeDifference(sides: readonly Side[]): number {
  const [left = '', right = ''] = sides.map(sideText);
  let common = 0;
  while (common < left.length && left[common] === right[common]) common += 1;
  return common > 2 * CONTEXT ? common - CONTEXT : 0;
}

/** What stands on one side of a difference; also for `--json`. */
export function sideText(side: Side): string {
  return 'note' in side ? `(${side.note})` : formatValue(side.value).trimEnd();
}

/** Both ends of a path matter: where it begins, and what it leads to. */
function clipMiddle(text: string, width: number): string {
  if (text.length <= width) return text;
  const half = Math.max(8, Math.floor((width - 3) / 2));
  return `${text.slice(0, half)}...${text.slice(-half)}`;
}

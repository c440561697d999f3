import type { Recording } from '@codelets/core';
import type { ReplayResult } from '@codelets/runner';
import type { Side } from '../compare/find-difference.js';
import type { Verdict } from '../replay/verdict.js';
import { toTaggedJson } from './json-text.js';
import { oneLine } from './one-line.js';
import type { Palette } from './palette.js';
import { plainOutcome } from './result-text.js';
import { formatValue } from './value-text.js';

const WIDTH = 90;

/** Whether a replay was the same as its recording, and otherwise where it first differed. Ends with a newline. */
export function formatVerdict(
  verdict: Verdict,
  recording: Recording,
  sandbox: string,
  palette: Palette,
): string {
  const origin = oneLine(`recorded in ${recording.sandbox} with Node ${recording.node}`, WIDTH);
  const title = `${origin}${sandbox === recording.sandbox ? '' : `, replayed in ${sandbox}`}`;
  if (verdict.kind === 'same') return `${palette.green('same')} ${palette.dim(`(${title})`)}\n`;
  if (verdict.kind === 'failed') return `${palette.red('not replayed')} ${palette.dim(`(${title})`)}\n`;
  const { call, delivery, what } = verdict.difference;
  const after = `after ${count(call, 'call', 'calls')} and ${count(delivery, 'delivery', 'deliveries')}`;
  const lines = [
    `${palette.red('different')} ${palette.dim(`(${title})`)}`,
    `  ${after}: ${oneLine(what, WIDTH)}`,
  ];
  const { place } = verdict;
  if (place) {
    lines.push(
      `  ${palette.cyan(oneLine(place.path, WIDTH))}`,
      `    recorded: ${side(place.left)}`,
      `    replayed: ${side(place.right)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** A replay as JSON: whether it was the same, where it first differed, and the result as `run --json` has it. */
export function formatReplayJson(verdict: Verdict, recording: Recording, result: ReplayResult): string {
  const { logs, duration_ms, stats } = result;
  const { sandbox, node } = recording;
  return `${toTaggedJson({
    same: verdict.kind === 'same',
    ...(verdict.kind === 'different' && { difference: { ...verdict.difference } }),
    recorded: { sandbox, node },
    ...plainOutcome(result),
    logs,
    duration_ms,
    stats: Object.fromEntries(Object.entries(stats).filter(([, value]) => value !== undefined)),
  })}\n`;
}

function side(which: Side): string {
  return oneLine('note' in which ? which.note : formatValue(which.value), WIDTH);
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

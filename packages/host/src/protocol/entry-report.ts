import { type EntryReport, integer, matches, oneOf, orNull, text } from '@codelets/core';

const measured = (value: unknown): boolean =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value);

const SHAPE = {
  fault: orNull(oneOf('syntax', 'time', 'memory', 'cpu', 'crash')),
  message: orNull(text(8192)),
  line: orNull(integer(1, 2 ** 31 - 1)),
  column: orNull(integer(1, 2 ** 31 - 1)),
  step: orNull(integer(0, 65_535)),
  cpu_ms: orNull(measured),
  memory_bytes: orNull(measured),
};

/** The report as the child sends it: always the same keys, `null` for what is not there. */
export function encodeReport(report: EntryReport): string {
  return JSON.stringify({
    fault: report.fault ?? null,
    message: report.message?.slice(0, 8192) ?? null,
    line: report.line ?? null,
    column: report.column ?? null,
    step: report.step ?? null,
    cpu_ms: report.cpu_ms ?? null,
    memory_bytes: report.memory_bytes ?? null,
  });
}

/** `undefined` for anything that `encodeReport` does not write. */
export function parseReport(json: string): EntryReport | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!matches(value, SHAPE)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}

import {
  MalformedTextError,
  type CodeletError,
  type CodeletErrorCause,
  type ErrorReport,
} from '@codelets/core';
import { describeLocation } from './describe-location.js';
import { SourceLines } from './source-lines.js';
import { decodeSlowly, turn } from './waiting.js';

export interface SourceText {
  readonly filename: string;
  readonly code: string;
}

interface SourceFile {
  readonly filename: string;
  readonly lines: SourceLines;
}

/** What the codelet threw, as data. `denied` is set when the prelude recognised its own denial. */
export async function thrownError(
  report: ErrorReport,
  denied: string | null,
  sources: readonly SourceText[],
): Promise<CodeletError> {
  const files = sources.map(({ filename, code }) => ({ filename, lines: new SourceLines(code) }));
  const facts = await causeOf(report, files);
  if (denied !== null) {
    return { ...facts, code: 'POLICY_VIOLATION', details: { ...facts.details, denied } };
  }
  return { ...facts, code: 'RUNTIME_ERROR' };
}

async function causeOf(report: ErrorReport, files: readonly SourceFile[]): Promise<CodeletErrorCause> {
  const file = files[report.file ?? 0];
  const location = file && describeLocation(file.filename, file.lines, report.line, report.column);
  const details = await detailsOf(report);
  if (report.cause !== null) await turn();
  return {
    message: report.message,
    ...(report.name === null ? {} : { name: report.name }),
    ...(report.stack === null ? {} : { stack: report.stack }),
    ...(location === undefined ? {} : { location }),
    ...(details === undefined ? {} : { details }),
    ...(report.cause === null ? {} : { cause: await causeOf(report.cause, files) }),
  };
}

/** For an error its own `code` and collected `errors`; for any other thrown value the value, as `thrown`. */
async function detailsOf(report: ErrorReport): Promise<Record<string, unknown> | undefined> {
  if (report.data === null) return undefined;
  const data = await decodeSlowly(report.data);
  if (!report.is_error) return { thrown: data };
  if (typeof data !== 'object' || data === null) throw new MalformedTextError('details are no object');
  return { ...data };
}

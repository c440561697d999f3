import {
  MalformedTextError,
  decode,
  type CodeletError,
  type CodeletErrorCause,
  type ErrorReport,
} from '@codelets/core';
import { describeLocation } from './describe-location.js';

export interface SourceText {
  readonly filename: string;
  readonly code: string;
}

/** What the codelet threw, as data. `denied` is set when the prelude recognised its own denial. */
export function thrownError(
  report: ErrorReport,
  denied: string | null,
  sources: readonly SourceText[],
): CodeletError {
  const facts = causeOf(report, sources);
  if (denied !== null) {
    return { ...facts, code: 'POLICY_VIOLATION', details: { ...facts.details, denied } };
  }
  return { ...facts, code: 'RUNTIME_ERROR' };
}

function causeOf(report: ErrorReport, sources: readonly SourceText[]): CodeletErrorCause {
  const source = sources[report.file ?? 0];
  const location = source && describeLocation(source.filename, source.code, report.line, report.column);
  const details = detailsOf(report);
  return {
    message: report.message,
    ...(report.name === null ? {} : { name: report.name }),
    ...(report.stack === null ? {} : { stack: report.stack }),
    ...(location === undefined ? {} : { location }),
    ...(details === undefined ? {} : { details }),
    ...(report.cause === null ? {} : { cause: causeOf(report.cause, sources) }),
  };
}

/** For an error its own `code` and collected `errors`; for any other thrown value the value, as `thrown`. */
function detailsOf(report: ErrorReport): Record<string, unknown> | undefined {
  if (report.data === null) return undefined;
  const data = decode(report.data);
  if (!report.is_error) return { thrown: data };
  if (typeof data !== 'object' || data === null) throw new MalformedTextError('details are no object');
  return { ...data };
}

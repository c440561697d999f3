import type { Comparison } from '../compare/comparison.js';
import { sideText } from './comparison-text.js';
import { toTaggedJson } from './json-text.js';
import { plainOutcome } from './result-text.js';

/** A comparison as JSON, with `$type` tags where JSON cannot carry a value. Ends with a newline. */
export function formatComparisonJson({ runs, trials, not_run, differences }: Comparison): string {
  const report = {
    agree: differences.length === 0,
    runs,
    results: trials.map(({ label, result, duration_ms, peak_memory_bytes, steady }) => ({
      sandbox: label,
      ...plainOutcome(result),
      logs: result.logs,
      logs_dropped: result.stats.logs_dropped,
      duration_ms,
      ...(peak_memory_bytes === undefined ? {} : { peak_memory_bytes }),
      steady,
    })),
    differences: differences.map(({ where, sides }) => ({
      where,
      sides: sides.map(({ labels, side }) => ({ sandboxes: labels, shown: sideText(side) })),
    })),
    not_run: not_run.map(({ label, reason }) => ({ sandbox: label, reason })),
  };
  return `${toTaggedJson(report)}\n`;
}

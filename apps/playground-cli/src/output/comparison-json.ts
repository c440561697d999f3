import type { Comparison } from '../compare/comparison.js';
import type { Difference } from '../compare/differences.js';
import { sideText } from './comparison-text.js';
import { toTaggedJson } from './json-text.js';
import { plainOutcome } from './result-text.js';

/** A comparison as JSON, with `$type` tags where JSON cannot carry a value. Ends with a newline. */
export function formatComparisonJson({ runs, trials, not_run, differences, wordings }: Comparison): string {
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
    differences: differences.map(plainDifference),
    wordings: wordings.map(plainDifference),
    not_run: not_run.map(({ label, reason }) => ({ sandbox: label, reason })),
  };
  return `${toTaggedJson(report)}\n`;
}

function plainDifference({ where, sides }: Difference): object {
  return { where, sides: sides.map(({ labels, side }) => ({ sandboxes: labels, shown: sideText(side) })) };
}

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where a package's test script leaves vitest's report; an output of the turbo task. */
const REPORT = 'node_modules/.cache/vitest.json';

/** Removes the reports of earlier runs: what is there afterwards is of this run, or of turbo's cache. */
export function clearReports(root, folders) {
  for (const folder of folders) rmSync(join(root, folder, REPORT), { force: true });
}

/**
 * Adds up the reports of all packages that have tests.
 *
 * @param {string} root
 * @param {string[]} folders
 * @returns {{ passed: number, failed: number, skipped: number, notes: string[] }}
 */
export function summarize(root, folders) {
  const total = { passed: 0, failed: 0, skipped: 0, notes: [] };
  for (const folder of folders) {
    const file = join(root, folder, REPORT);
    if (!existsSync(file)) {
      total.failed += 1;
      total.notes.push(`${folder}: the tests did not end with a report`);
      continue;
    }
    addReport(total, folder, JSON.parse(readFileSync(file, 'utf8')));
  }
  return total;
}

function addReport(total, folder, report) {
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests + report.numTodoTests;
  // A file that cannot be loaded has failed without a test that failed.
  for (const file of report.testResults) {
    if (file.status !== 'failed' || file.assertionResults.some(({ status }) => status === 'failed')) continue;
    total.failed += 1;
    total.notes.push(`${folder}: ${file.message || 'a test file could not be loaded'}`);
  }
  if (report.numTotalTests === 0) {
    total.failed += 1;
    total.notes.push(`${folder}: there are no tests`);
  }
}

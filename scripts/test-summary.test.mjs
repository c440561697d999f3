import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearReports, summarize } from './lib/test-summary.mjs';

let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'codelets-summary-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function report(folder, fields) {
  const base = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  const full = { ...base, ...fields };
  full.numTotalTests = full.numPassedTests + full.numFailedTests + full.numPendingTests;
  mkdirSync(join(root, folder, 'node_modules/.cache'), { recursive: true });
  writeFileSync(join(root, folder, 'node_modules/.cache/vitest.json'), JSON.stringify(full));
}

it('adds up the reports of all packages', () => {
  report('a', { numPassedTests: 3, numPendingTests: 1 });
  report('b', {
    numPassedTests: 2,
    numFailedTests: 1,
    testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }],
  });
  expect(summarize(root, ['a', 'b'])).toEqual({ passed: 5, failed: 1, skipped: 1, notes: [] });
});

it('counts a package without a report as failed', () => {
  report('a', { numPassedTests: 3 });
  expect(summarize(root, ['a', 'b'])).toMatchObject({
    passed: 3,
    failed: 1,
    notes: [expect.stringContaining('b:')],
  });
});

it('counts a file that could not be loaded as failed', () => {
  report('a', {
    numPassedTests: 3,
    testResults: [{ status: 'failed', message: 'SyntaxError: x', assertionResults: [] }],
  });
  expect(summarize(root, ['a'])).toMatchObject({ passed: 3, failed: 1, notes: ['a: SyntaxError: x'] });
});

it('counts a package without tests as failed', () => {
  report('a', {});
  expect(summarize(root, ['a'])).toMatchObject({ passed: 0, failed: 1 });
});

it('does not count what an earlier run left behind', () => {
  report('a', { numPassedTests: 3 });
  clearReports(root, ['a', 'b']);
  expect(summarize(root, ['a'])).toMatchObject({ passed: 0, failed: 1 });
});

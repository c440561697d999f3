// Copied into the scratch project by scripts/lib/matrix-suite.mjs: what became of each case, as JSON.
import { writeFileSync } from 'node:fs';

// oxlint-disable-next-line import/no-default-export -- how vitest loads a reporter
export default class SuiteReporter {
  #passed = 0;
  #skipped = {};
  #failures = [];

  onTestCaseResult(test) {
    const { state, errors, note = 'without a reason' } = test.result();
    if (state === 'passed') this.#passed += 1;
    else if (state === 'skipped') this.#skipped[note] = (this.#skipped[note] ?? 0) + 1;
    else this.#failures.push(`${test.fullName}: ${errors?.[0]?.message ?? state}`);
  }

  onTestRunEnd(modules, unhandled) {
    for (const error of [...unhandled, ...modules.flatMap((module) => module.errors())])
      this.#failures.push(`outside of the cases: ${error.stack ?? error.message}`);
    const report = { passed: this.#passed, skipped: this.#skipped, failures: this.#failures };
    writeFileSync('suite-report.json', JSON.stringify(report));
  }
}

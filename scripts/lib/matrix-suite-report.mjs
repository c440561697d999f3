/** Prints one table: a row for each sandbox and isolation on each Node, then why cases were skipped, then what failed. */
export function reportSuites(rows) {
  const head = ['sandbox', 'Node', 'passed', 'skipped', 'failed', 'engine'];
  const cells = rows.map((row) => [
    `${row.sandbox}/${row.isolation}`,
    row.version,
    String(row.passed),
    String(skippedOf(row)),
    String(row.failures.length),
    row.engine === null ? 'none for this Node: SANDBOX_UNAVAILABLE' : (row.engine ?? ''),
  ]);
  const widths = head.map((title, column) => Math.max(...[head, ...cells].map((row) => row[column].length)));
  const isNumber = (column) => column >= 2 && column <= 4;
  console.log();
  for (const row of [head, ...cells]) {
    const line = row.map((cell, column) =>
      isNumber(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
    );
    console.log(line.join('  ').trimEnd());
  }
  printReasons(rows);
  const failed = rows.reduce((sum, row) => sum + row.failures.length, 0);
  for (const { sandbox, isolation, version, failures } of rows)
    for (const failure of failures) console.log(`\nFAILED  ${sandbox}/${isolation} ${version}: ${failure}`);
  console.log(`\n${rows.reduce((sum, row) => sum + row.passed, 0)} passed, ${failed} failed`);
  process.exitCode = failed > 0 || rows.length === 0 ? 1 : 0;
}

function printReasons(rows) {
  const places = new Map();
  for (const { sandbox, isolation, node, skipped } of rows) {
    for (const [reason, count] of Object.entries(skipped)) {
      const where = places.get(reason) ?? new Map();
      const label = `${sandbox}/${isolation}: ${count}`;
      where.set(label, [...(where.get(label) ?? []), node]);
      places.set(reason, where);
    }
  }
  for (const [reason, where] of places) {
    console.log(`\nskipped because ${reason}`);
    for (const [label, nodes] of where) console.log(`  ${label} (Node ${nodes.join(', ')})`);
  }
}

function skippedOf({ skipped }) {
  return Object.values(skipped).reduce((sum, count) => sum + count, 0);
}

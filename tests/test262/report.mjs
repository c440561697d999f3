// What the command prints: Markdown, for docs/language.md.

/** `results`: by sandbox, a list of `{ test, bare, end, outcome, cause }`. */
export function table(results) {
  const lists = [...results.values()];
  const areas = [...new Set(lists.flat().map(({ test }) => test.area))];
  const lines = [
    ['area', ...results.keys()],
    ['---', ...lists.map(() => '---')],
    ...areas.map((area) => [
      area,
      ...lists.map((list) => rate(list.filter(({ test }) => test.area === area))),
    ]),
    ['**all**', ...lists.map(rate)],
    ['failures on purpose', ...lists.map((list) => failed(list).filter(({ cause }) => cause).length)],
    ['other failures', ...lists.map((list) => failed(list).filter(({ cause }) => !cause).length)],
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** By sandbox, what fails that the bare engine passes, grouped by cause. */
export function differences(results, { examples }) {
  return [...results].map(([name, list]) => section(name, list, examples)).join('\n\n');
}

function section(name, list, examples) {
  const lines = [`## ${name}`, ''];
  for (const [cause, { length }] of grouped(failed(list), ({ cause }) => cause)) {
    lines.push(`- ${length} × on purpose: ${cause}`);
  }
  for (const [cause, group] of grouped(failed(list), (result) =>
    result.cause ? undefined : likeness(result),
  )) {
    lines.push(`- ${group.length} × ${cause}`);
    for (const { test, outcome } of group.slice(0, examples)) {
      lines.push(`  - ${test.path}: ${outcome.kind} ${outcome.message.replaceAll('\n', ' ')}`);
    }
  }
  if (lines.length === 2) lines.push('No differences.');
  const better = list.filter(({ bare, outcome }) => !bare.pass && outcome.pass).length;
  if (better > 0) lines.push('', `${better} more pass here and not in the bare engine.`);
  return lines.join('\n');
}

function failed(list) {
  return list.filter(({ bare, outcome }) => bare.pass && !outcome.pass);
}

/** How many pass of those that the bare engine passes. */
function rate(list) {
  const counted = list.filter(({ bare }) => bare.pass);
  if (counted.length === 0) return '-';
  const passed = counted.length - failed(list).length;
  // Rounded down: 100 % means all.
  const percent = Math.floor((passed / counted.length) * 1000) / 10;
  return `${passed} of ${counted.length} (${passed === counted.length ? 100 : percent.toFixed(1)} %)`;
}

/** Groups from the largest to the smallest; items without a key are left out. */
function grouped(list, keyOf) {
  const groups = new Map();
  for (const item of list) {
    const key = keyOf(item);
    if (key === undefined) continue;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}

/** The message without what differs between tests that fail for one reason. */
function likeness({ outcome: { kind, message } }) {
  const text = message
    .replace(/«[^»]*»/g, '«…»')
    .replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '…')
    .replace(/\d+/g, 'N');
  return `${kind}: ${text.slice(0, 100)}`;
}

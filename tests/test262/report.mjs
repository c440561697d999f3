// What the command prints: Markdown, to be pasted into docs/language.md.

/** `results`: by sandbox, a list of `{ test, bare, end, outcome, cause }`. */
export function table(results) {
  const names = [...results.keys()];
  const areas = [...new Set([...results.values()].flat().map(({ test }) => test.area))];
  const rows = areas.map((area) => [area, ...names.map((name) => cell(results.get(name).filter(({ test }) => test.area === area)))]); // prettier-ignore
  const all = ['**all**', ...names.map((name) => cell(results.get(name)))];
  const lines = [['area', ...names], names.length + 1 > 0 ? ['---', ...names.map(() => '---')] : [], ...rows, all];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Passed, of those that the bare engine passes; and in brackets what is left without the deliberate differences. */
function cell(list) {
  const counted = list.filter(({ bare }) => bare.pass);
  if (counted.length === 0) return '-';
  const passed = counted.filter(({ outcome }) => outcome.pass).length;
  return `${passed} of ${counted.length} (${percent(passed, counted.length)})`;
}

function percent(part, whole) {
  return `${part === whole ? '100' : (Math.floor((part / whole) * 1000) / 10).toFixed(1)} %`;
}

export function differences(results, { examples }) {
  const blocks = [];
  for (const [name, list] of results) {
    const failed = list.filter(({ bare, outcome }) => bare.pass && !outcome.pass);
    const known = grouped(failed.filter(({ cause }) => cause), ({ cause }) => cause); // prettier-ignore
    const unknown = grouped(failed.filter(({ cause }) => !cause), causeOf); // prettier-ignore
    const lines = [`## ${name}`, ''];
    for (const [cause, group] of known) lines.push(`- ${group.length} × ${cause} (deliberate)`);
    for (const [cause, group] of unknown) {
      lines.push(`- ${group.length} × ${cause}`);
      for (const { test, outcome } of group.slice(0, examples)) {
        lines.push(`  - ${test.path}: ${outcome.kind} ${outcome.message.replaceAll('\n', ' ')}`);
      }
    }
    if (failed.length === 0) lines.push('No differences.');
    const other = list.filter(({ bare, outcome }) => !bare.pass && outcome.pass).length;
    lines.push('', `${other} tests pass here that the bare engine fails.`);
    blocks.push(lines.join('\n'));
  }
  return blocks.join('\n\n');
}

function grouped(list, keyOf) {
  const groups = new Map();
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}

/** The message without what differs between tests of one cause. */
function causeOf({ outcome: { kind, message } }) {
  const text = message
    .replace(/«[^»]*»/g, '«…»')
    .replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '…')
    .replace(/\d+/g, 'N');
  return `${kind}: ${text.slice(0, 100)}`;
}

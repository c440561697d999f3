/** A release with known ways out. A registry that knows nothing of it knows no advisories. */
export const CONTROL = { name: 'vm2', version: '3.9.19' };

/**
 * @typedef {{ title: string, url: string, severity: string }} Advisory
 * @typedef {{ ok: true, found: Map<object, Advisory[]> } | { ok: false, reason: string }} Findings
 */

/**
 * Reads what `npm audit --json` said of the packages that `auditLockfile` was made of.
 *
 * @param {string} text
 * @param {object[]} pinned the same packages in the same order
 * @returns {Findings}
 */
export function readAudit(text, pinned) {
  let said;
  try {
    said = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'npm audit did not answer in JSON' };
  }
  if (said?.auditReportVersion !== 2 || typeof said.vulnerabilities !== 'object') {
    return { ok: false, reason: refusalOf(said) };
  }
  const found = new Map();
  for (const { via = [], nodes = [] } of Object.values(said.vulnerabilities ?? {})) {
    // Texts in `via` name another entry, which is told by itself.
    const advisories = via.filter((each) => typeof each === 'object');
    for (const node of nodes) {
      const one = pinned[Number(/^node_modules\/p(\d+)$/.exec(node)?.[1])];
      if (one) found.set(one, [...(found.get(one) ?? []), ...advisories.map(advisoryOf)]);
    }
  }
  return { ok: true, found };
}

function advisoryOf({ title, url, severity }) {
  return { title, url, severity };
}

/** Without the registry's address: what is printed may be copied into an issue. */
function refusalOf(said) {
  const { statusCode, message, error } = said ?? {};
  if (statusCode !== undefined) return `the audit endpoint of the registry answered ${statusCode}`;
  const network = /\bE[A-Z]{3,}\b/.exec(message)?.[0];
  if (network !== undefined) return `the registry could not be reached (${network})`;
  const known = error?.code;
  return known === undefined ? 'npm audit gave no report' : `npm audit ended with ${known}`;
}

/**
 * What the command says, and its exit code.
 *
 * @param {object} parts
 * @param {import('./pinned.mjs').Pinned[]} parts.pinned
 * @param {{ name: string, version: string }} parts.node
 * @param {Map<string, string>} parts.newest
 * @param {Findings} parts.findings of the pinned packages
 * @param {Findings} parts.control of `CONTROL` alone
 * @param {boolean} parts.require_online
 */
export function report({ pinned, node, newest, findings, control, require_online }) {
  const checked = trusted(findings, control);
  const advisoriesOf = (one) => (checked.ok ? (checked.found.get(one) ?? []) : undefined);
  const shown = pinned.filter((one) => one.direct || advisoriesOf(one)?.length > 0);
  const rows = shown.map((one) => [
    one.name,
    one.version,
    newest.get(one.name) ?? '?',
    one.used_by.join(', '),
    countText(advisoriesOf(one)),
  ]);
  rows.push(['Node.js', node.version, newest.get(node.name) ?? '?', 'development', 'in no registry']);
  const lines = table([['package', 'pinned', 'newest', 'used by', 'advisories'], ...rows]);
  const affected = pinned.filter((one) => advisoriesOf(one)?.length > 0);
  for (const one of affected) {
    lines.push('', `${one.name} ${one.version}`);
    for (const { severity, title, url } of advisoriesOf(one)) lines.push(`  ${severity}: ${title} ${url}`);
  }
  const unchecked = [];
  if (!checked.ok) unchecked.push(`advisories could not be checked: ${checked.reason}`);
  const unknown = [...new Set([...shown, node].map(({ name }) => name))].filter((name) => !newest.has(name));
  if (unknown.length > 0) {
    const which = newest.size === 0 ? 'any' : unknown.join(', ');
    unchecked.push(`newest versions could not be checked: the registry did not tell ${which}`);
  }
  lines.push('', summary(pinned, affected, checked.ok), ...unchecked);
  const failed = affected.length > 0 || (require_online && unchecked.length > 0);
  return { lines, code: failed ? 1 : 0 };
}

/** An endpoint that answers "nothing found" to everything would be worse than none. */
function trusted(findings, control) {
  if (!findings.ok) return findings;
  if (!control.ok) return control;
  if (control.found.size > 0) return findings;
  return { ok: false, reason: `the registry knows no advisory of ${CONTROL.name} ${CONTROL.version}` };
}

function summary(pinned, affected, is_checked) {
  const all = `${pinned.length} packages, dependencies of dependencies among them`;
  if (!is_checked) return `${all}.`;
  return affected.length === 0 ? `${all}: no advisory.` : `${all}: ${affected.length} with advisories.`;
}

function countText(advisories) {
  if (advisories === undefined) return 'not checked';
  return advisories.length === 0 ? 'none' : String(advisories.length);
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}

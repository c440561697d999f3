import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ERROR_CODES } from '@codelets/core';
import type { CodeletRunner } from '@codelets/runner';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, it } from 'vitest';
import { FOLDER, readYaml } from './support/configuration.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<string, string>>;
}

const { groups } = readYaml('alerts.yaml') as { groups: { name: string; rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);

/** The names of the metrics that an expression reads. Throws where Prometheus' grammar finds an error. */
function metricsIn(expression: string): string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter({ type, from, to }) {
      if (type.isError) throw new Error(`not PromQL at ${from}: ${expression}`);
      if (type.name === 'Identifier') names.push(expression.slice(from, to));
    },
  });
  return names;
}

const metricsModule = (await import(pathToFileURL(join(FOLDER, 'metrics.mjs')).href)) as {
  CODES: string[];
  countRuns(runner: CodeletRunner): () => string;
};

/** The page of a runner that has done nothing. */
const page = metricsModule.countRuns({
  on: () => () => undefined,
  stats: () => ({ runs: 0, running: 0, queued: 0, hosts: { starting: 0, ready: 0, busy: 0 } }),
} as unknown as CodeletRunner)();

describe('alerts.yaml', () => {
  it('has groups of rules and nothing else', () => {
    expect(Object.keys(readYaml('alerts.yaml') as object)).toEqual(['groups']);
    expect(groups.map((group) => Object.keys(group))).toEqual([['name', 'rules']]);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s is a rule on metrics that exist',
    (name, rule) => {
      expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(['alert', 'annotations', 'expr', 'for', 'labels']).toEqual(
        expect.arrayContaining(Object.keys(rule)),
      );
      expect(['warning', 'critical']).toContain(rule.labels.severity);
      expect(rule.annotations['summary']).toMatch(/\S/);
      if (rule.for !== undefined) expect(rule.for).toMatch(/^\d+[smhd]$/);
      const metrics = metricsIn(rule.expr);
      expect(metrics).not.toEqual([]);
      for (const metric of metrics) expect(page).toContain(`# TYPE ${metric} `);
    },
  );

  it('names only codes and reasons that are counted', () => {
    for (const { expr } of rules) {
      for (const [, label, values = ''] of expr.matchAll(/(code|reason)=~?"([^"]+)"/g)) {
        for (const value of values.split('|')) expect(page).toContain(`{${label}="${value}"}`);
      }
    }
  });

  it('would not pass with a broken expression', () => {
    expect(() => metricsIn('sum( > 3')).toThrow('not PromQL');
  });
});

describe('metrics.mjs', () => {
  it('counts every error code from the start', () => {
    expect(metricsModule.CODES).toEqual(['OK', ...Object.keys(ERROR_CODES)]);
  });

  it('is in the text format of Prometheus', () => {
    const line = /^(# (HELP|TYPE) codelets_\w+ .+|codelets_\w+(\{\w+="[\w-]+"\})? \d+(\.\d+)?)$/;
    for (const text of page.trimEnd().split('\n')) expect(text).toMatch(line);
    expect(page.endsWith('\n')).toBe(true);
  });
});

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { escapeCases } from './index.js';

const folder = new URL('.', import.meta.url);

/** The files of the corpus by their class, which is their folder. */
function filesByClass(): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const names = readdirSync(new URL(`${entry.name}/`, folder));
    files.set(
      entry.name,
      names.filter((name) => name !== 'index.ts'),
    );
  }
  return files;
}

describe('the attack corpus', () => {
  it('has every file in its index, and every case in a file of its class', () => {
    const cases = new Map<string, number>();
    for (const { class: name } of escapeCases) cases.set(name, (cases.get(name) ?? 0) + 1);
    const files = new Map([...filesByClass()].map(([name, { length }]) => [name, length]));
    expect(cases).toEqual(files);
  });

  it('is as large as we say', () => {
    expect(escapeCases.length).toBeGreaterThanOrEqual(200);
    expect(filesByClass().size).toBe(16);
  });

  it('names each case once, with what it is modelled on', () => {
    const names = escapeCases.map((item) => `${item.class} > ${item.name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { modelled_on } of escapeCases)
      expect(modelled_on).toMatch(/^(CVE-\d{4}-\d+|GHSA-|class: .{10})/);
  });
});

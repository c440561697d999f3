import { ERROR_CODES } from '@codelets/core';
import { describe, expect, it } from 'vitest';
import { headings, readPage, sectionOf } from './support/pages.js';

const page = readPage('docs/errors.md');
const codes = Object.entries(ERROR_CODES);

/** The label of each paragraph that every section has. */
const LABELS = ['**Fault:**', '**Cause:**', '**Remedy:**', '**Details:**'];

describe('docs/errors.md', () => {
  it('has a heading for every error code, and no other', () => {
    const found = headings(page, 2).filter((heading) => /^[A-Z_]+$/.test(heading));
    expect(found.sort()).toEqual(codes.map(([code]) => code).sort());
    expect(new Set(found).size).toBe(found.length);
  });

  it.each(codes)('%s says whose fault it is, the cause, the remedy and the details', (code, fault) => {
    const section = sectionOf(page, code);
    for (const label of LABELS) expect(section).toContain(label);
    const said = /\*\*Fault:\*\* (?:the )?(\w+)/.exec(section)?.[1];
    expect(said).toBe(fault);
  });
});

import { describe, expect, it } from 'vitest';
import { headings, parsePage, resolveLink, sectionOf, tableRows } from './support/pages.js';

const page = parsePage(
  'docs/a.md',
  ['# Title', '', '## `ONE`', 'text `[not](a-link)`', '```js', '# no heading', '```', '### Deep', '## Two', '| a |', '| - |', '| `b` |', ''].join('\n'), // prettier-ignore
);

describe('the reader of pages that these tests use', () => {
  it('knows code blocks, headings and sections', () => {
    expect(page.blocks).toEqual([{ language: 'js', code: '# no heading\n', line: 6 }]);
    expect(headings(page)).toEqual(['Title', '`ONE`', 'Deep', 'Two']);
    expect(headings(page, 2)).toEqual(['`ONE`', 'Two']);
    expect(sectionOf(page, '`ONE`')).toContain('### Deep');
    expect(sectionOf(page, '`ONE`')).not.toContain('Two');
    expect(tableRows(sectionOf(page, 'Two'))).toEqual([['b']]);
  });

  it('sees no link in code', () => {
    expect(page.prose).not.toContain('a-link');
  });

  it('resolves links from the page', () => {
    expect(resolveLink(page, '../README.md#why')).toEqual({ path: 'README.md', anchor: 'why' });
    expect(resolveLink(page, '#two')).toEqual({ path: 'docs/a.md', anchor: 'two' });
    expect(resolveLink(page, 'https://example.com/x')).toBeUndefined();
  });

  it('refuses a block that is not closed', () => {
    expect(() => parsePage('x.md', '```js\nlet a;\n')).toThrow('x.md:2');
  });
});

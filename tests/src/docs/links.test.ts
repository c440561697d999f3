import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, headings, readPage, readPages, resolveLink, type Page } from './support/pages.js';

const LINK = /\[(?:[^\]\\]|\\.)*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^\]]+\]:\s+<?(\S+?)>?\s*$/gm;

const pages = readPages();

function linksOf({ prose }: Page): string[] {
  return [...prose.matchAll(LINK)].map(([, inline, reference]) => inline ?? reference ?? '');
}

/** As GitHub makes anchors of headings. */
function anchorsOf(page: Page): string[] {
  return headings(page).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

describe('links', () => {
  it('are found at all', () => {
    expect(pages.flatMap(linksOf).length).toBeGreaterThan(20);
  });

  it.each(pages.map((page) => [page.path, page] as const))('of %s lead somewhere', (_path, page) => {
    const broken = linksOf(page).filter((target) => {
      const link = resolveLink(page, target);
      if (!link) return false;
      const file = join(ROOT, link.path);
      if (link.path.startsWith('..') || !existsSync(file)) return true;
      if (link.anchor === undefined || statSync(file).isDirectory()) return false;
      return !anchorsOf(readPage(link.path)).includes(link.anchor);
    });
    expect(broken).toEqual([]);
  });
});

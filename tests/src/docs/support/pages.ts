import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

const LEFT_OUT = new Set(['node_modules', 'dist', '.git', '.turbo', 'fixtures', 'CHANGELOG.md']);

export interface CodeBlock {
  /** What stands after the opening fence: `js`, `sh`, ... */
  readonly language: string;
  readonly code: string;
  /** Of the first line of code, counted from 1. */
  readonly line: number;
}

export interface Page {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly CodeBlock[];
  /** The text with code blocks and code spans blanked, line for line. */
  readonly prose: string;
}

/** Every Markdown page of the repository. */
export function readPages(): Page[] {
  return markdownFiles(ROOT).map((file) => readPage(relative(ROOT, file).split(sep).join('/')));
}

export function readPage(path: string): Page {
  return parsePage(path, readFileSync(join(ROOT, path), 'utf8'));
}

export function parsePage(path: string, text: string): Page {
  const blocks: CodeBlock[] = [];
  const prose: string[] = [];
  let open: { fence: string; language: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const [, fence, language = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    prose.push(open || fence ? '' : line.replace(/(`+)(?!`).*?\1(?!`)/g, ''));
    if (open && fence?.startsWith(open.fence) && language.trim() === '') {
      blocks.push({ language: open.language, code: `${open.lines.join('\n')}\n`, line: open.line });
      open = undefined;
    } else if (open) open.lines.push(line);
    else if (fence) open = { fence, language: language.trim(), line: index + 2, lines: [] };
  }
  if (open) throw new Error(`${path}:${open.line}: a code block that nobody closes`);
  return { path, text, blocks, prose: prose.join('\n') };
}

/** The headings of a page in order, as they are written. */
export function headings(page: Page, level?: number): string[] {
  const visible = page.text.split('\n');
  const found: string[] = [];
  for (const [index, line] of page.prose.split('\n').entries()) {
    const marks = /^(#{1,6}) /.exec(line)?.[1];
    if (marks && (level === undefined || marks.length === level)) {
      found.push((visible[index] ?? '').slice(marks.length).trim());
    }
  }
  return found;
}

/** What stands under a heading, up to the next one of the same level or above. */
export function sectionOf(page: Page, heading: string): string {
  const lines = page.text.split('\n');
  const levels = page.prose.split('\n').map((line) => /^(#{1,6}) /.exec(line)?.[1]?.length ?? Infinity);
  const start = lines.findIndex(
    (line, index) => levels[index] !== Infinity && line.replace(/^#+ +/, '') === heading,
  );
  if (start === -1) throw new Error(`${page.path} has no heading "${heading}"`);
  const end = levels.findIndex((level, index) => index > start && level <= levels[start]!);
  return lines.slice(start + 1, end === -1 ? undefined : end).join('\n');
}

/** The rows of the first table in a text, without its head, as cells with code marks taken off. */
export function tableRows(text: string): string[][] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^\|[\s|:-]+\|$/.test(line));
  if (start === -1) throw new Error('no table');
  const rows: string[][] = [];
  for (const line of lines.slice(start + 1)) {
    if (!line.startsWith('|')) break;
    rows.push(
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
  }
  return rows;
}

function markdownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Where a link of a page leads, from the root; `undefined` for what is not a file of the repository. */
export function resolveLink(
  page: Page,
  target: string,
): { path: string; anchor: string | undefined } | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined;
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? page.path : join(dirname(page.path), decodeURIComponent(file));
  return { path: path.split(sep).join('/'), anchor };
}

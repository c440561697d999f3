import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, readPage, sectionOf, tableRows } from './support/pages.js';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(ROOT, 'packages', folder, 'package.json'), 'utf8')) as Manifest;

describe('SECURITY.md', () => {
  const page = readPage('SECURITY.md');
  const rows = new Map(
    tableRows(sectionOf(page, 'Following advisories')).map(([engine = '', pinned = '']) => [engine, pinned]),
  );

  it('names the vm2 that is pinned', () => {
    const version = manifestOf('sandbox-vm2').dependencies?.['vm2'];
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(sectionOf(page, 'vm2')).toContain(`\`${version}\``);
    expect(rows.get('vm2')).toContain('exactly');
  });

  it('names the QuickJS that is pinned', () => {
    const version = manifestOf('sandbox-quickjs').dependencies?.['quickjs-wasi'];
    expect(rows.get('QuickJS')).toBe(`exactly, as quickjs-wasi ${version}`);
  });

  it('names the isolated-vm that is allowed, and the one that is tested', () => {
    const { peerDependencies, devDependencies } = manifestOf('sandbox-isolated-vm');
    const pinned = rows.get('isolated-vm');
    expect(pinned).toContain(peerDependencies?.['isolated-vm']);
    expect(pinned).toContain(`tested with ${devDependencies?.['isolated-vm']}`);
  });
});

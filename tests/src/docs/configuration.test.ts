import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DCLinter } from 'dclint';
import { validate as lintDockerfile } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { checkAgainstType } from './support/check-types.js';
import {
  FOLDER,
  UNIT_KEYS,
  environmentOf,
  mebibytesOf,
  parseUnit,
  readConfiguration,
  readYaml,
  readYamlDocuments,
} from './support/configuration.js';

describe('Dockerfile', () => {
  const lint = (text: string): string[] =>
    lintDockerfile(text).map(({ message }) => (typeof message === 'string' ? message : message.value));

  it('is what the linter of dockerfile-utils accepts', () => {
    expect(lint(readConfiguration('Dockerfile'))).toEqual([]);
    expect(lint('FROM node\nEXPOSE http\n')).not.toEqual([]);
  });

  it('ends as an unprivileged user, with the service as the process that gets the signal', () => {
    const last =
      readConfiguration('Dockerfile')
        .split(/^FROM /m)
        .at(-1) ?? '';
    expect(last).toMatch(/^USER \d+:\d+$/m);
    expect(last).toMatch(/^CMD \["node", /m);
  });
});

describe('compose.yaml', () => {
  it('is what the Compose specification and dclint accept', async () => {
    const linter = new DCLinter({
      rules: { 'service-keys-order': 0 },
      quiet: false,
      debug: false,
      exclude: [],
    });
    const results = await linter.lintFiles([join(FOLDER, 'compose.yaml')], false);
    expect(results).toHaveLength(1);
    expect(results.flatMap(({ messages }) => messages)).toEqual([]);
  });
});

describe('deployment.yaml', () => {
  const [deployment, policy] = readYamlDocuments('deployment.yaml');
  const module = 'kubernetes-models/apps/v1';

  it('fits the types of the Kubernetes API', { timeout: 60_000 }, () => {
    expect(readYamlDocuments('deployment.yaml')).toHaveLength(2);
    expect(checkAgainstType(deployment, module, 'IDeployment')).toEqual([]);
    expect(checkAgainstType(policy, 'kubernetes-models/networking.k8s.io/v1', 'INetworkPolicy')).toEqual([]);
  });

  it('would not with a key that is misspelt', { timeout: 60_000 }, () => {
    const text = JSON.stringify(deployment).replace('readOnlyRootFilesystem', 'readOnlyRootFileSystem');
    expect(checkAgainstType(JSON.parse(text), module, 'IDeployment').join('\n')).toContain(
      'readOnlyRootFileSystem',
    );
  });

  it('selects its own pods', () => {
    const { spec } = deployment as {
      spec: { selector: { matchLabels: object }; template: { metadata: { labels: object } } };
    };
    expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
    expect(policy).toMatchObject({ spec: { podSelector: { matchLabels: spec.selector.matchLabels } } });
  });
});

describe('codelets.service', () => {
  const text = readConfiguration('codelets.service');

  it('has sections and entries that systemd reads', () => {
    const entries = parseUnit(text);
    expect([...new Set(entries.map(({ section }) => section))]).toEqual(['Unit', 'Service', 'Install']);
    const keys = entries.map(({ section, key }) => `${section}.${key}`);
    expect(keys).toEqual([...new Set(keys)]);
    for (const { section, key } of entries) expect(UNIT_KEYS[section]).toContain(key);
    expect(() => parseUnit('[Service]\nExecStart /bin/true\n')).toThrow('line 2');
  });

  const has_systemd = spawnSync('systemd-analyze', ['--version']).status === 0;
  const verify = (unit: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'codelets-unit-'));
    try {
      const file = join(folder, 'codelets.service');
      // The program that it starts need not be on this machine; this one is.
      writeFileSync(file, unit.replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`));
      const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
        encoding: 'utf8',
      });
      // It also tells what it thinks of the machine's own units.
      const own = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('codelets'));
      return [...own, ...(own.length === 0 && status !== 0 ? [`status ${status}`] : [])].join('\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it.skipIf(!has_systemd)('is what systemd-analyze verify accepts', () => {
    expect(verify(text)).toBe('');
    expect(verify(text.replace('TasksMax=', 'TaskMax='))).toContain('TaskMax');
  });
});

describe('the limits in all files', () => {
  const compose = readYaml('compose.yaml') as { services: { codelets: Record<string, unknown> } };
  const service = compose.services.codelets;
  const [deployment] = readYamlDocuments('deployment.yaml') as [
    {
      spec: {
        template: {
          spec: {
            terminationGracePeriodSeconds: number;
            containers: { env: unknown; resources: { limits: { memory: string } } }[];
          };
        };
      };
    },
  ];
  const pod = deployment.spec.template.spec;
  const container = pod.containers[0]!;
  const unit = Object.fromEntries(
    parseUnit(readConfiguration('codelets.service')).map(({ key, value }) => [key, value]),
  );

  const settings = [
    [
      'compose.yaml',
      service['environment'],
      String(service['mem_limit']),
      String(service['stop_grace_period']),
    ],
    [
      'deployment.yaml',
      container.env,
      container.resources.limits.memory,
      String(pod.terminationGracePeriodSeconds),
    ],
    ['codelets.service', unit['Environment'], unit['MemoryMax'] ?? '', unit['TimeoutStopSec'] ?? ''],
  ] as const;

  it.each(settings)(
    '%s has room for its hosts, and time for its runs',
    (_file, environment, memory, grace) => {
      const { MAX_HOSTS, MEMORY_MB, TIMEOUT_MS } = environmentOf(environment);
      // docs/integration.md, "Memory"
      expect(mebibytesOf(memory)).toBe(Number(MAX_HOSTS) * (32 + Number(MEMORY_MB) + 64) + 384);
      expect(parseInt(grace, 10) * 1000).toBeGreaterThan(2 * Number(TIMEOUT_MS));
    },
  );

  it('allow the same number of threads', () => {
    expect(service['pids_limit']).toBe(Number(unit['TasksMax']));
    expect(service['pids_limit']).toBe(
      Number(environmentOf(service['environment'])['MAX_HOSTS']) * 8 * 2 + 32,
    );
  });
});

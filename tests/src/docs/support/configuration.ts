import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { ROOT } from './pages.js';

export const FOLDER = join(ROOT, 'docs/integration');

export function readConfiguration(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

/** The only document of a file. Throws for anything that is not YAML 1.2 with unique keys. */
export function readYaml(name: string): unknown {
  return parse(readConfiguration(name), { strict: true, uniqueKeys: true });
}

/** Every document of a file. */
export function readYamlDocuments(name: string): unknown[] {
  return parseAllDocuments(readConfiguration(name), { strict: true, uniqueKeys: true }).map((document) => {
    if ('errors' in document && document.errors.length > 0) throw document.errors[0]!;
    return document.toJS() as unknown;
  });
}

export interface UnitEntry {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/**
 * Directives of systemd.unit(5), systemd.service(5), systemd.exec(5), systemd.kill(5) and systemd.resource-control(5)
 * that a service like ours may use, for machines without systemd-analyze.
 */
export const UNIT_KEYS: Readonly<Record<string, readonly string[]>> = {
  Unit: ['Description', 'Documentation', 'After', 'Before', 'Wants', 'Requires', 'StartLimitIntervalSec', 'StartLimitBurst'],
  Service: [
    'Type', 'ExecStart', 'ExecReload', 'ExecStop', 'WorkingDirectory', 'Environment', 'EnvironmentFile', 'User', 'Group',
    'DynamicUser', 'Restart', 'RestartSec', 'KillMode', 'KillSignal', 'TimeoutStartSec', 'TimeoutStopSec', 'OOMPolicy',
    'OOMScoreAdjust', 'MemoryMax', 'MemoryHigh', 'MemorySwapMax', 'TasksMax', 'CPUQuota', 'CPUWeight', 'LimitCORE',
    'LimitNOFILE', 'LimitNPROC', 'ProtectSystem', 'ProtectHome', 'ProtectProc', 'ProcSubset', 'ProtectKernelTunables',
    'ProtectKernelModules', 'ProtectKernelLogs', 'ProtectControlGroups', 'ProtectClock', 'ProtectHostname', 'PrivateTmp',
    'PrivateDevices', 'PrivateNetwork', 'PrivateUsers', 'ReadWritePaths', 'ReadOnlyPaths', 'NoNewPrivileges',
    'CapabilityBoundingSet', 'AmbientCapabilities', 'RestrictSUIDSGID', 'RestrictRealtime', 'RestrictNamespaces',
    'RestrictAddressFamilies', 'LockPersonality', 'MemoryDenyWriteExecute', 'RemoveIPC', 'UMask', 'IPAddressDeny',
    'IPAddressAllow', 'SystemCallFilter', 'SystemCallErrorNumber', 'SystemCallArchitectures',
  ],
  Install: ['WantedBy', 'RequiredBy', 'Alias', 'Also'],
}; // prettier-ignore

/** The entries of a systemd unit. Throws for what `systemd.syntax(7)` does not know. */
export function parseUnit(text: string): UnitEntry[] {
  const entries: UnitEntry[] = [];
  let section: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || /^[#;]/.test(line)) continue;
    const header = /^\[([A-Z][A-Za-z]*)\]$/.exec(line)?.[1];
    const [, key, value = ''] = /^([A-Z][A-Za-z0-9]*)=(.*)$/.exec(line) ?? [];
    if (header) section = header;
    else if (key && section) entries.push({ section, key, value });
    else throw new Error(`line ${index + 1} of the unit is no section, no entry and no comment: ${line}`);
  }
  return entries;
}

/** `KEY=value KEY=value` of a unit, a compose file's map or a list of a pod, as one record. */
export function environmentOf(value: unknown): Record<string, string> {
  if (typeof value === 'string')
    return Object.fromEntries(value.split(' ').map((pair) => pair.split('=') as [string, string]));
  if (!Array.isArray(value)) return value as Record<string, string>;
  return Object.fromEntries(
    (value as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
  );
}

/** Mebibytes of `1024m`, `1024M` and `1024Mi`, which say the same in the three files. */
export function mebibytesOf(text: string): number {
  const [, amount] = /^(\d+)(?:m|M|Mi)$/.exec(text) ?? [];
  if (!amount) throw new Error(`${text} is no number of mebibytes`);
  return Number(amount);
}

// Counts what a runner tells and answers it in Prometheus' text format. No dependencies.

/** Every code from the start: a counter that appears with its first error shows no increase to Prometheus. */
export const CODES = [
  'OK',
  'TIMEOUT',
  'SYNTAX_ERROR',
  'RUNTIME_ERROR',
  'POLICY_VIOLATION',
  'MEMORY_LIMIT',
  'CPU_LIMIT',
  'OUTPUT_LIMIT',
  'INVALID_OUTPUT',
  'INVALID_INPUT',
  'ABORTED',
  'SUSPENDED',
  'QUEUE_FULL',
  'QUEUE_TIMEOUT',
  'UNSUPPORTED',
  'SANDBOX_CRASHED',
  'SANDBOX_UNAVAILABLE',
];
const REASONS = ['memory', 'cpu', 'killed', 'crashed', 'refused'];

/** @param {import('@codelets/runner').CodeletRunner} runner @returns {() => string} the page for /metrics */
export function countRuns(runner) {
  const zeros = (keys) => new Map(keys.map((key) => [key, 0]));
  const runs = zeros(CODES);
  const hostEnds = zeros(REASONS);
  const totals = {
    hostStarts: 0,
    coldRuns: 0,
    violations: 0,
    logsDropped: 0,
    runSeconds: 0,
    queueSeconds: 0,
  };
  const add = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);

  runner.on('run-end', ({ result }) => {
    // A fixed set of codes: nothing that a codelet wrote becomes a label.
    add(runs, result.ok ? 'OK' : result.error.code);
    totals.runSeconds += result.duration_ms / 1000;
    totals.queueSeconds += result.stats.queue_ms / 1000;
    totals.violations += result.stats.violations;
    totals.logsDropped += result.stats.logs_dropped;
    if (!result.stats.warm) totals.coldRuns += 1;
  });
  runner.on('host-start', () => (totals.hostStarts += 1));
  runner.on('host-end', ({ reason }) => add(hostEnds, reason));

  return () => {
    const { running, queued, hosts } = runner.stats();
    return [
      ...family(
        'codelets_runs_total',
        'counter',
        'Runs that ended, by error code or OK.',
        labelled('code', runs),
      ),
      ...family('codelets_run_seconds_total', 'counter', 'Wall-clock time of all runs.', totals.runSeconds),
      ...family(
        'codelets_queue_seconds_total',
        'counter',
        'Time that runs waited for a host.',
        totals.queueSeconds,
      ),
      ...family('codelets_cold_runs_total', 'counter', 'Runs that found no open realm.', totals.coldRuns),
      ...family(
        'codelets_violations_total',
        'counter',
        'Uses of what was not given, caught or not.',
        totals.violations,
      ),
      ...family('codelets_logs_dropped_total', 'counter', 'Log lines over a cap.', totals.logsDropped),
      ...family('codelets_host_starts_total', 'counter', 'Hosts that started.', totals.hostStarts),
      ...family(
        'codelets_host_ends_total',
        'counter',
        'Hosts that ended, by reason.',
        labelled('reason', hostEnds),
      ),
      ...family('codelets_running', 'gauge', 'Runs under way, waiting ones included.', running),
      ...family('codelets_queued', 'gauge', 'Runs that wait for a host.', queued),
      ...family(
        'codelets_hosts',
        'gauge',
        'Hosts by state.',
        labelled('state', new Map(Object.entries(hosts))),
      ),
      '',
    ].join('\n');
  };
}

function labelled(label, counts) {
  return [...counts].map(([value, count]) => [`{${label}="${value}"}`, count]);
}

function family(name, type, help, values) {
  const samples = typeof values === 'number' ? [['', values]] : values;
  const lines = samples.map(([labels, value]) => `${name}${labels} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
}

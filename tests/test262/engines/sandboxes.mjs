// The sandboxes of this repository, as they are built, each behind a runner of its own.
import { existsSync, readdirSync } from 'node:fs';
import { COMPLETE, EXPORT_NAME } from '../codelet-text.mjs';

const PACKAGES = new URL('../../../packages/', import.meta.url);
const built = (name) => new URL(`${name}/dist/index.js`, PACKAGES);

/** Adapters to give the code to. It is trusted: node:vm runs it only if told so. */
const OPTIONS = { 'node-vm': { trust: 'trusted' } };

/** What a sandbox is measured against, where that is not V8. */
const BARE = { quickjs: 'quickjs' };

export function sandboxNames() {
  return readdirSync(PACKAGES)
    .filter((name) => name.startsWith('sandbox-') && existsSync(built(name)))
    .map((name) => name.slice('sandbox-'.length));
}

export const bareEngineOf = (name) => BARE[name] ?? 'v8';

/** Ends that say more about the machine than about the sandbox: they get a second chance. */
const UNSURE = new Set([
  'TIMEOUT',
  'QUEUE_TIMEOUT',
  'MEMORY_LIMIT',
  'SANDBOX_CRASHED',
  'SANDBOX_UNAVAILABLE',
]);

export async function openSandbox(name, { timeout_ms, parallel }) {
  const { createCodeletRunner } = await import(built('runner'));
  const factories = Object.values(await import(built(`sandbox-${name}`))).filter(
    (item) => typeof item === 'function',
  );
  if (factories.length !== 1) throw new Error(`@codelets/sandbox-${name} should export one function`);
  const runner = createCodeletRunner({
    sandbox: factories[0](OPTIONS[name] ?? {}),
    timeout_ms,
    pool: { max_hosts: parallel, queue_timeout_ms: 120_000 },
  });
  /** By run, the names of what was denied. */
  const denied = new Map();
  runner.on('violation', ({ run_id, name }) =>
    denied.set(run_id, (denied.get(run_id) ?? new Set()).add(name)),
  );
  const once = async (text) => {
    const result = await runner.run({ type: 'string', code: text, export_name: EXPORT_NAME });
    const names = denied.get(result.stats.run_id) ?? [];
    denied.delete(result.stats.run_id);
    return { ...whereItEnded(result), denied: [...names] };
  };
  return {
    async run(text) {
      const first = await once(text);
      return UNSURE.has(first.end) ? once(text) : first;
    },
    dispose: () => runner.dispose(),
  };
}

/** A result as a bare engine would tell it. */
function whereItEnded({ ok, value, error }) {
  if (ok) return value === COMPLETE ? { end: 'complete' } : { end: 'threw', message: String(value) };
  const { code, message, name = '' } = error;
  if (code === 'SYNTAX_ERROR') return { end: 'parse', message };
  if (code !== 'RUNTIME_ERROR') return { end: code, name, message };
  // The suite's own class is no Error, and arrives as the text of an object.
  const own = /^(\w+) \{/.exec(message)?.[1];
  return { end: 'threw', name: name || own || '', message };
}

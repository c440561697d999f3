import { createContext, runInContext } from 'node:vm';
import { compileModules } from '@codelets/compiler';
import { encode, parseGuestMessage, type GuestMessage, type RealmCommand } from '@codelets/core';
import { PRELUDE } from '@codelets/guest';
import { PROBES, type Graph, type Observed } from './observed.js';

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** The same graph by the compiler and the prelude, in a bare context. */
export async function observeLinked(graph: Graph): Promise<Observed> {
  const options = { export_name: 'main', granted: [] };
  const outcome = compileModules({ entry: './entry.js', modules: graph }, options);
  if (!outcome.ok) return { end: 'SyntaxError', events: [] };
  const { modules, export_name } = outcome.compiled;
  const context = createContext({});
  const posted: GuestMessage[] = [];
  type Prelude = (post: (text: string) => void) => (text: string) => void;
  const prelude = runInContext(PRELUDE, context) as Prelude;
  const deliverText = prelude((text) => posted.push(parseGuestMessage(text)!));
  const deliver = (command: RealmCommand): void => deliverText(JSON.stringify(command));
  runInContext(PROBES, context);
  deliver({
    t: 'configure',
    input: encode(undefined, Infinity),
    globals: null,
    filename: 'entry.js',
    map: [],
    modules: {
      scripts: modules!.scripts.map(({ filename, map, is_own }) => ({ filename, map, is_own })),
      links: modules!.links,
    },
    seed: '5a'.repeat(32),
    max_logs: 100,
    max_log_bytes: 1 << 20,
    max_result_bytes: 1 << 20,
    max_calls: 0,
    max_call_bytes: 1,
    env: null,
    capabilities: [],
    now: null,
  });
  for (const { script, filename } of modules!.scripts) runInContext(script, context, { filename });
  deliver({ t: 'start', export_name });
  await turn();
  await turn();
  const events = JSON.parse(runInContext('JSON.stringify(events)', context) as string) as string[];
  return { end: endOf(posted.find(({ t }) => t === 'done' || t === 'failed')), events };
}

function endOf(final: GuestMessage | undefined): string {
  if (final?.t === 'done') return 'ok';
  if (final?.t !== 'failed') return 'nothing';
  const { name, message } = final.error;
  return name === 'Error' ? `Error: ${message}` : name!;
}

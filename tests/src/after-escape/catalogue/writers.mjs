import { wrote } from './proofs.mjs';

/** Parts of Node and V8 that write files by themselves, past what watches `fs`. */
/** @type {import('./index.mjs').Attempt[]} */
export const WRITERS = [
  {
    id: 'sqlite-file',
    title: 'write a file with `node:sqlite`',
    since: 22,
    code: ({ get }, { drop_folder }) =>
      new (get('sqlite').DatabaseSync)(`${drop_folder}/database`).exec('create table t (x)'),
    proof: wrote,
  },
  {
    id: 'sqlite-attach',
    title: 'write a file with `ATTACH` of SQLite',
    since: 22,
    code: ({ get }, { drop_folder }) =>
      new (get('sqlite').DatabaseSync)(':memory:').exec(
        `attach '${drop_folder}/database' as d; create table d.t (x)`,
      ),
    proof: wrote,
  },
  {
    id: 'sqlite-vacuum',
    title: 'write a file with `VACUUM INTO` of SQLite',
    since: 22,
    code: ({ get }, { drop_folder }) =>
      new (get('sqlite').DatabaseSync)(':memory:').exec(
        `create table t (x); vacuum into '${drop_folder}/database'`,
      ),
    proof: wrote,
  },
  {
    id: 'heap-snapshot',
    title: 'write a heap snapshot',
    deadline_ms: 6000,
    alone: true,
    code: ({ get }, { drop_folder }) => get('v8').writeHeapSnapshot(`${drop_folder}/snapshot`),
    proof: wrote,
  },
  {
    id: 'report-file',
    title: 'write a diagnostic report',
    code: ({ process }, { drop_folder }) => {
      process.report.directory = drop_folder;
      return process.report.writeReport('report');
    },
    proof: wrote,
  },
  {
    id: 'trace-events',
    title: 'write a file of trace events',
    alone: true,
    deadline_ms: 4000,
    code: async ({ get, process, sleep }, { drop_folder }) => {
      process.chdir(drop_folder);
      const tracing = get('trace_events').createTracing({ categories: ['node', 'v8', 'node.perf'] });
      tracing.enable();
      await sleep(1200);
      tracing.disable();
      await sleep(200);
    },
    proof: wrote,
  },
  {
    id: 'v8-flags',
    title: 'write files with flags of V8',
    alone: true,
    code: async ({ get, process, say, sleep }, { drop_folder }) => {
      try {
        process.chdir(drop_folder);
      } catch (error) {
        say(error.message);
      }
      const v8 = get('v8');
      for (const flag of [
        `--trace-turbo-path=${drop_folder}`,
        '--trace-turbo-filter=*',
        '--trace-turbo',
        `--perf-prof-path=${drop_folder}`,
        '--perf-prof',
        '--perf-basic-prof',
        `--logfile=${drop_folder}/v8.log`,
        '--logfile-per-isolate',
        '--log-all',
        '--prof',
        '--redirect-code-traces',
        `--redirect-code-traces-to=${drop_folder}/code`,
        '--print-opt-code',
        '--trace-turbo-cfg-file=cfg',
      ]) {
        try {
          v8.setFlagsFromString(flag);
        } catch (error) {
          say(error.message);
        }
      }
      let sum = 0;
      const hot = (n) => {
        for (let i = 0; i < n; i += 1) sum = (sum * 31 + i) | 0;
        return sum;
      };
      for (let count = 0; count < 3000; count += 1) hot(1000);
      await sleep(200);
      return sum;
    },
    proof: wrote,
  },
  {
    id: 'compile-cache',
    title: 'write a compile cache',
    since: 22,
    code: ({ get, process }, { drop_folder, engine_file }) => {
      const loader = get('module');
      const { status, message } = loader.enableCompileCache(drop_folder);
      delete loader._cache?.[engine_file];
      loader._load(engine_file);
      loader.flushCompileCache?.();
      return `${status} ${message} ${process.version}`;
    },
    proof: wrote,
  },
  {
    id: 'repl-history',
    title: 'write the history of a REPL',
    alone: true,
    code: async ({ get, sleep, say }, { drop_folder }) => {
      const { PassThrough } = get('stream');
      const repl = get('repl').start({ input: new PassThrough(), output: new PassThrough() });
      repl.setupHistory(`${drop_folder}/history`, (error) => say(error?.message ?? 'opened'));
      await sleep(100);
    },
    proof: wrote,
  },
];

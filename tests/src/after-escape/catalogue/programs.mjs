import { overran, started, tells } from './proofs.mjs';

/** @type {import('./index.mjs').Attempt[]} */
export const PROGRAMS = [
  {
    id: 'spawn',
    title: 'start a program with `child_process`',
    watch: true,
    code: ({ get, say }, { nonce }) => {
      const child_process = get('child_process');
      const script = `sleep 0.2; : ${nonce}`;
      const ways = [
        () => child_process.spawnSync('/bin/sh', ['-c', script]).error ?? 'started',
        () => child_process.execSync(script),
        () => child_process.execFileSync('/bin/sh', ['-c', script]),
      ];
      for (const way of ways) {
        try {
          say(way());
        } catch (error) {
          say(error.code ?? error.message);
        }
      }
    },
    proof: started,
  },
  {
    id: 'spawn-binding',
    title: "start a program with `process.binding('spawn_sync')`",
    watch: true,
    code: ({ binding }, { nonce }) => {
      const { error } = binding('spawn_sync').spawn({
        file: '/bin/sh',
        args: ['/bin/sh', '-c', `sleep 0.2; : ${nonce}`],
        envPairs: [],
        stdio: [0, 1, 2].map(() => ({ type: 'ignore' })),
      });
      return error;
    },
    proof: started,
  },
  {
    id: 'spawn-process-wrap',
    // Later ones take other arguments and abort at these.
    until: 22,
    title: "start a program with `process.binding('process_wrap')`",
    watch: true,
    code: async ({ binding, sleep }, { nonce }) => {
      const { Process } = binding('process_wrap');
      const child = new Process();
      child.onexit = () => undefined;
      const result = child.spawn({
        file: '/bin/sh',
        args: ['/bin/sh', '-c', `sleep 0.2; : ${nonce}`],
        envPairs: [],
        stdio: [0, 1, 2].map(() => ({ type: 'ignore' })),
      });
      await sleep(150);
      return result;
    },
    proof: started,
  },
  {
    id: 'fork',
    title: 'start Node again: `fork`, `cluster`, `node:test`',
    watch: true,
    code: async ({ get, say, sleep, process }, { engine_file, nonce }) => {
      const ways = [
        () =>
          get('child_process')
            .fork(engine_file, [nonce], { silent: true })
            .on('error', () => undefined),
        () => {
          const cluster = get('cluster');
          cluster.setupPrimary({ exec: engine_file, args: [nonce], silent: true });
          cluster.fork().on('error', () => undefined);
        },
        () => get('child_process').spawnSync(process.execPath, ['-e', '0', nonce]).error,
      ];
      for (const way of ways) {
        try {
          way();
        } catch (error) {
          say(error.code ?? error.message);
        }
      }
      await sleep(200);
    },
    proof: started,
  },
  {
    id: 'execve',
    title: 'become another program with `process.execve`',
    watch: true,
    since: 22,
    code: ({ process }, { nonce }) =>
      process.execve('/bin/sh', ['/bin/sh', '-c', `sleep 0.2; : ${nonce}`], {}),
    proof: started,
  },
  {
    id: 'fork-bomb',
    title: 'start more and more programs',
    watch: true,
    code: async ({ get, sleep }, { nonce }) => {
      const { spawn } = get('child_process');
      for (let count = 0; count < 20; count += 1) {
        spawn('/bin/sh', ['-c', `sleep 0.4; : ${nonce}`], { stdio: 'ignore' }).on('error', () => undefined);
      }
      await sleep(250);
    },
    proof: ({ most_marked }) => most_marked >= 10 && `${most_marked} processes at once`,
  },
  {
    id: 'outlive-kill',
    title: 'live on as a daemon after the host was killed',
    watch: true,
    aftermath_ms: 100,
    code: async ({ get, sleep }, { nonce }) => {
      const script = `(trap '' TERM HUP; setsid sleep 1 & sleep 1; : ${nonce})`;
      const child = get('child_process').spawn('/bin/sh', ['-c', script], {
        detached: true,
        stdio: 'inherit',
      });
      child.on('error', () => undefined).unref();
      await sleep(100);
    },
    proof: ({ marked_at_end }) => marked_at_end > 0 && 'it was alive after the host was gone',
  },
  {
    id: 'worker',
    title: 'start a worker thread',
    watch: true,
    deadline_ms: 9000,
    code: ({ get }) => {
      const { Worker } = get('worker_threads');
      // A time on the clock would be no time on a processor that others want, too.
      const code = 'let sum = 0; for (let i = 0; i < 5e8; i += 1) sum = (sum + i) | 0; void sum';
      return new Promise((resolve, reject) => {
        new Worker(code, { eval: true }).on('exit', resolve).on('error', reject);
      });
    },
    proof: ({ busy_threads }) => busy_threads > 0 && 'a thread more was busy',
  },
  {
    id: 'dlopen',
    title: 'load native code with `process.dlopen`',
    alone: true,
    code: ({ process }, { library_file }) => process.dlopen({ exports: {} }, library_file),
    proof: tells('library'),
  },
  {
    id: 'require-addon',
    title: 'load native code with `require`',
    alone: true,
    code: ({ get, say, require, module }, { library_file }) => {
      const ways = [
        () => require(library_file),
        () => get('module').createRequire(library_file)(library_file),
        () => get('module')._extensions['.node'](module, library_file),
        () => module.constructor._extensions['.node'](module, library_file),
      ];
      for (const way of ways) {
        try {
          say(way());
        } catch (error) {
          say(error.code ?? error.message);
        }
      }
    },
    proof: tells('library'),
  },
  {
    id: 'crypto-engine',
    title: 'load native code as an engine of OpenSSL',
    alone: true,
    code: ({ get }, { library_file }) => get('crypto').setEngine(library_file),
    proof: tells('library'),
  },
  {
    id: 'sqlite-extension',
    title: 'load native code as an extension of SQLite',
    alone: true,
    since: 22,
    code: ({ get }, { library_file }) =>
      new (get('sqlite').DatabaseSync)(':memory:', { allowExtension: true }).loadExtension(library_file),
    proof: tells('library'),
  },
  {
    id: 'wasi',
    title: 'read a file through WASI',
    alone: true,
    code: ({ get, global }, { secret_folder }) => {
      const { WASI } = get('wasi');
      const wasi = new WASI({ version: 'preview1', preopens: { '/x': secret_folder }, returnOnExit: true });
      // A module with a memory and an empty `_initialize`.
      const bytes = Uint8Array.from([
        ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 24, 2, 6],
        ...[
          109, 101, 109, 111, 114, 121, 2, 0, 11, 95, 105, 110, 105, 116, 105, 97, 108, 105, 122, 101, 0, 0,
        ],
        ...[10, 4, 1, 2, 0, 11],
      ]);
      const { Instance, Module } = global.WebAssembly;
      const instance = new Instance(new Module(bytes), {});
      wasi.initialize(instance);
      const memory = instance.exports.memory.buffer;
      const view = new DataView(memory);
      const name = get('buffer').Buffer.from('file');
      new Uint8Array(memory).set(name, 1024);
      const opened = wasi.wasiImport.path_open(3, 0, 1024, name.length, 0, 2n, 0n, 0, 0);
      if (opened !== 0) return `path_open: ${opened}`;
      view.setUint32(16, 2048, true);
      view.setUint32(20, 200, true);
      wasi.wasiImport.fd_read(view.getUint32(0, true), 16, 1, 32);
      return get('buffer').Buffer.from(memory, 2048, view.getUint32(32, true)).toString('latin1');
    },
    proof: tells('file'),
  },
  {
    id: 'ignore-signals',
    title: 'take over signals and stay',
    alone: true,
    survives_ms: 700,
    deadline_ms: 300,
    code: ({ process }) => {
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGALRM']) {
        try {
          process.on(signal, () => undefined);
        } catch {
          // Some signals have no handlers.
        }
      }
      return new Promise(() => undefined);
    },
    proof: overran,
  },
  {
    id: 'spin',
    title: 'compute beyond the deadline',
    alone: true,
    deadline_ms: 300,
    survives_ms: 700,
    code: ({ process }) => {
      try {
        process.on('SIGTERM', () => undefined);
      } catch {
        // Then without.
      }
      const end = Date.now() + 3000;
      while (Date.now() < end);
    },
    proof: overran,
  },
];

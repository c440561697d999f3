// One attack in one vm2, as services used it: a VM with its defaults, functions and promises of the host handed in, no
// prelude, no wall of ours. The file name of vm2 is the first argument; the attack arrives on standard input.
const { readFileSync, writeSync } = require('node:fs');
const { VM } = require(process.argv[2]);

const script = readFileSync(0, 'utf8');
const tell = (message) => writeSync(1, `${JSON.stringify(message)}\n`);

// Others than the attack's own finds are of no interest; a rejection that nobody handles ends old releases.
process.on('unhandledRejection', () => tell({ unhandled: true }));
process.on('uncaughtException', () => tell({ unhandled: true }));

/** What services hand in: loggers, functions with callbacks, promises. */
const log = (...values) => {
  const [line] = values;
  if (typeof line === 'string' && line.startsWith('REACHED')) tell({ log: line.slice(0, 300) });
};
const console_like = { log, debug: log, info: log, warn: log, error: log };
const helpers = {
  logger: console_like,
  wait: async () => ({ inner: { list: [1] }, secret: () => 1 }),
  fail: async () => {
    throw Object.assign(new TypeError('of the host', { cause: new Error('inner') }), { inner: {} });
  },
  bare: async () => ({ __proto__: null, secret: () => 1 }),
  each: (list, callback) => Array.from(list ?? [], (value) => callback?.(value, { list })),
  later: (callback) => void setTimeout(() => callback({ list: [1] }, new Error('late')), 1),
};
const hosted = {
  console: console_like,
  setTimeout: (callback, ms, ...values) => void setTimeout(callback, ms, ...values),
  setInterval: () => 1,
  queueMicrotask,
  structuredClone,
  URL,
  URLSearchParams,
  TextEncoder,
  TextDecoder,
  AbortController,
  AbortSignal,
  Event,
  EventTarget,
  atob,
  btoa,
  crypto: { randomUUID: () => 'x', getRandomValues: (list) => list },
  performance: { now: () => 0 },
  granted: { list: [1], error: new RangeError('granted') },
};

// As the compiler of this workspace leaves the module: `__codelet_define__(async function (deny, load, register) {…})`.
const vm = new VM({ sandbox: hosted });
vm.run('let __defined; function __codelet_define__(made) { __defined = made }');
const given = {
  data: [1, { a: 1 }],
  error: new Error('in'),
  date: new Date(0),
  map: new Map([['k', {}]]),
};
const start = vm.run(`((input, helpers) => {
  let exported;
  const refuse = (name) => { throw new Error(name + ' is not given') };
  return (async () => {
    await __defined(refuse, (what) => import(what), (made) => { exported = made });
    return exported.main()(input, helpers);
  })();
})`);

(async () => {
  try {
    vm.run(script);
    const value = await start(given, helpers);
    tell({ value: typeof value === 'string' ? value.slice(0, 2000) : typeof value });
  } catch {
    tell({ value: 'threw' });
  }
  setTimeout(() => process.exit(0), 20);
})();

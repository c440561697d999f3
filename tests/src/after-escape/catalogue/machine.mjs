import { hostname, networkInterfaces, userInfo } from 'node:os';
import { tells } from './proofs.mjs';

const addresses = () =>
  Object.values(networkInterfaces())
    .flat()
    .filter(({ internal }) => !internal)
    .map(({ address }) => address);

/** @type {import('./index.mjs').Attempt[]} */
export const MACHINE = [
  {
    id: 'hostname',
    title: 'the name of the machine',
    code: ({ get, say, process }) => {
      const ways = [() => get('os').hostname(), () => process.binding('os').getHostname()];
      for (const way of ways) {
        try {
          say(`<${way()}>`);
        } catch (error) {
          say(error.message);
        }
      }
    },
    proof: ({ said }) => said.includes(`<${hostname()}>`) && 'it said the name',
  },
  {
    id: 'network-interfaces',
    title: 'the addresses of the machine',
    code: ({ get }) => JSON.stringify(get('os').networkInterfaces()),
    proof: ({ said }) => addresses().some((address) => said.includes(`"${address}"`)) && 'it said an address',
  },
  {
    id: 'user',
    title: 'the account of the service',
    code: ({ get }) => JSON.stringify(get('os').userInfo()),
    proof: ({ said }) =>
      said.includes(`"homedir":${JSON.stringify(userInfo().homedir)}`) && 'it said its home',
  },
  {
    id: 'report-value',
    title: 'environment and machine in `process.report`',
    code: ({ process }) => {
      const { header, environmentVariables } = process.report.getReport();
      return `<${header.host}> ${JSON.stringify(environmentVariables)}`;
    },
    proof: ({ said, secrets }) =>
      (said.includes(`<${hostname()}>`) || said.includes(secrets.environment)) && 'the report told it',
  },
];

/** Ways to a module after the scrub. What proves that one was found is the name of the machine. */
const modules = [
  ['load', 'load modules with `Module._load`', ({ get }) => `<${get('module')._load('os').hostname()}>`],
  [
    'create-require',
    'load modules with `createRequire`',
    ({ get }) => `<${get('module').createRequire('/x.js')('os').hostname()}>`,
  ],
  [
    'builtin',
    'load modules with `process.getBuiltinModule`',
    ({ process }) => `<${process.getBuiltinModule('os').hostname()}>`,
  ],
  ['import', 'load modules with `import()`', async () => `<${(await import('node:os')).hostname()}>`],
  ['require', 'load modules with an old `require`', ({ require }) => `<${require('node:os').hostname()}>`],
  [
    'main',
    'load modules with `process.mainModule`',
    ({ process }) => `<${process.mainModule.require('os').hostname()}>`,
  ],
  [
    'binding',
    'load bindings with `process.binding`',
    ({ binding }) => {
      const { getHostname } = binding('os');
      return `<${getHostname({})}>`;
    },
  ],
  [
    'hooks',
    'put a hook into the module loader',
    ({ get, module }) => {
      const loader = get('module');
      let hooked;
      const { registerHooks } = loader;
      if (registerHooks) registerHooks({ resolve: (name, context, next) => next((hooked = name), context) });
      return `<${loader._load('os', module, false).hostname()}> ${hooked}`;
    },
  ],
];

/** @type {import('./index.mjs').Attempt[]} */
export const MODULES = modules.map(([name, title, code]) => ({
  id: `module-${name}`,
  title,
  code,
  alone: name === 'hooks',
  since: name === 'builtin' ? 20 : undefined,
  proof: ({ said }) => said.includes(`<${hostname()}>`) && 'it said the name of the machine',
}));

MODULES.push({
  id: 'reachable',
  title: 'find one function of Node by walking everything that can be reached',
  only: 'found',
  alone: true,
  deadline_ms: 8000,
  code: ({ process, module, isPowerful, say }) => {
    const seen = new Set();
    const queue = [
      ...[globalThis, process, module, () => undefined, async () => undefined, function* () {}],
      ...[
        async function* () {},
        [][Symbol.iterator](),
        new Map().entries(),
        /x/g,
        new Error('x'),
        Promise.resolve(),
      ],
      ...[Reflect, Math, JSON, Intl, Symbol.iterator, 1n, 'x', 1, true, new Proxy({}, {})],
    ];
    const { then } = Promise.prototype;
    // What Node's own code passes to functions that can be replaced.
    const caught = [];
    const restore = [];
    for (const [owner, name] of [
      ...['push', 'shift', 'map', 'forEach', 'reduce'].map((name) => [Array.prototype, name]),
      ...['then', 'catch', 'finally'].map((name) => [Promise.prototype, name]),
      ...['call', 'apply', 'bind'].map((name) => [Function.prototype, name]),
      ...['get', 'set', 'has'].map((name) => [Map.prototype, name]),
    ]) {
      const before = Object.getOwnPropertyDescriptor(owner, name);
      const { value } = before;
      restore[restore.length] = () => Object.defineProperty(owner, name, before);
      Object.defineProperty(owner, name, {
        configurable: true,
        writable: true,
        value(...args) {
          caught[caught.length] = this;
          for (let index = 0; index < args.length; index += 1) caught[caught.length] = args[index];
          return Reflect.apply(value, this, args);
        },
      });
    }
    Error.prepareStackTrace = (_, sites) => {
      for (const site of sites) caught[caught.length] = { f: site.getFunction(), t: site.getThis() };
      return '';
    };
    void new Error('x').stack;
    say('hello');
    const next = () => {
      for (let at = 0; at < restore.length; at += 1) restore[at]();
      const found = [];
      for (let at = 0; at < caught.length; at += 1) queue.push(caught[at]);
      while (queue.length > 0 && seen.size < 200_000) {
        const value = queue.pop();
        if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value))
          continue;
        seen.add(value);
        if (isPowerful(value)) found.push(value.name);
        let keys = [];
        try {
          queue.push(Reflect.getPrototypeOf(value));
          keys = Reflect.ownKeys(value);
        } catch {
          // A proxy that refuses.
        }
        for (const key of keys) {
          try {
            const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
            if (descriptor === undefined) continue;
            queue.push(descriptor.value, descriptor.get, descriptor.set);
            if (descriptor.get === undefined) continue;
            const got = Reflect.apply(descriptor.get, value, []);
            // Many getters of promises refuse: nobody should hear of it.
            if (got instanceof Promise) Reflect.apply(then, got, [undefined, () => undefined]);
            else queue.push(got);
          } catch {
            // A getter that wants another receiver.
          }
        }
      }
      return found;
    };
    return new Promise((resolve) => process.nextTick(() => resolve(`walked ${next()}`)));
  },
  proof: ({ said, secrets }) => said.includes(secrets.recognition) && 'a function was recognised',
});

MACHINE.push({
  id: 'inspector-session',
  title: 'get `require` from an inspector session',
  alone: true,
  code: ({ get }, { secret_file }) =>
    new Promise((resolve, reject) => {
      const session = new (get('inspector').Session)();
      session.connect();
      const expression = `process.getBuiltinModule?.('fs')?.readFileSync(${JSON.stringify(secret_file)}, 'utf8') ?? require('fs').readFileSync(${JSON.stringify(secret_file)}, 'utf8')`;
      session.post('Runtime.evaluate', { expression, includeCommandLineAPI: true }, (error, answer) => {
        if (error) reject(error);
        else resolve(answer.result.value ?? answer.result.description);
      });
    }),
  proof: tells('file'),
});

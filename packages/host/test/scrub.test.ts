import { afterEach, describe, expect, it } from 'vitest';
import { ECMASCRIPT_GLOBALS } from '../src/child/ecmascript-globals.js';
import { endAll, open } from './support.js';

afterEach(endAll);

/** Runs an expression inside, where the engine hands out the host's `process`, `require`, `module` and global. */
async function reached(isolation: 'process' | 'thread', expression: string): Promise<string> {
  const { run, posts } = await open({ isolation, engine: { options: { leak: true } } });
  await run(
    `try { post(String(${expression})) } catch (error) { post("refused: " + (error && error.message)) }`,
  );
  return posts[0] ?? 'nothing';
}

describe.each(['process', 'thread'] as const)('a %s, after the scrub', (isolation) => {
  it('has nothing on process but what node needs', async () => {
    const keys = (await reached(isolation, 'Reflect.ownKeys(process).map(String)')).split(',');
    // What cannot be deleted is a constant, or only asks for and gives up rights (`permission`).
    const harmless = [
      'exitCode',
      'features',
      'argv0',
      'permission',
      'emit',
      'emitWarning',
      '_fatalException',
      'nextTick',
    ];
    expect(keys.filter((key) => !harmless.includes(key))).toEqual(['Symbol(Symbol.toStringTag)']);
  });

  it("has no globals but the language's", async () => {
    const names = (await reached(isolation, 'Reflect.ownKeys(host).map(String)')).split(',');
    expect(names.filter((name) => !ECMASCRIPT_GLOBALS.has(name))).toEqual([]);
  });

  const attempts = [
    'require("fs")',
    'require("node:child_process")',
    'require("/etc/hostname")',
    'require.resolve("fs")',
    'module.require("fs")',
    'Module._load("fs")',
    'module.constructor.createRequire("/x")("fs")',
    'module.children.map((m) => m.require("fs"))[0] ?? require("fs")',
    'process.binding("fs")',
    'process.getBuiltinModule("fs")',
    'process.dlopen({}, "/x.node")',
    'process.kill(process.ppid, 0)',
    // The same a layer below: SIGUSR1 opens the debugger of the service, on Node 24 and older.
    'process._kill(process.ppid, 10)',
    'process._debugProcess(process.ppid)',
    'process.binding("process_methods")._kill(process.ppid, 10)',
    'process.nextTick.constructor("return 7")()',
    'host.Function("return 7")()',
    'host.eval("7")',
    'Reflect.getPrototypeOf(process.emit).constructor("return 7")()',
  ];
  it.each(attempts)('refuses %s', async (expression) => {
    expect(await reached(isolation, expression)).toMatch(/^refused: /);
  });

  it('has no garbage collector to hand out', async () => {
    expect(await reached(isolation, '[typeof gc, typeof host.gc]')).toBe('undefined,undefined');
  });

  it('survives what the host realm throws', async () => {
    const { run, posts } = await open({ isolation, engine: { options: { leak: true } } });
    await run(
      'host.Promise.reject(new host.Error()); process.nextTick(() => { throw { get stack() { post("touched"); } }; });',
    );
    await run('post("alive")');
    expect(posts).toEqual(['alive']);
  });
});

import process from 'node:process';
import { collectGarbage } from './collect-garbage.js';
import { MemoryMeter } from './memory-meter.js';
import { PipeChannel } from './pipe-channel.js';
import { RealmServer } from './realm-server.js';

// What runs in a process host. Everything that is needed later is captured before the engine is loaded: the scrub
// takes the globals away, so even `process` and `Buffer` are imported here.
const { reallyExit } = process as unknown as { reallyExit(code: number): never };
const turn = setImmediate;
const { cpuUsage } = process;

// Local time is UTC in every codelet, wherever the service runs: the environment is empty, but /etc/localtime is not.
process.env['TZ'] = 'UTC';

// A guest's rejections and exceptions must not end the host. The reason is not touched: it may have traps.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);
// Waiting for a promise alone does not keep a process running.
setInterval(() => undefined, 2 ** 30);

const channel = new PipeChannel(() => reallyExit.call(process, 0));
const server = new RealmServer(channel.send, {
  memory: new MemoryMeter(collectGarbage),
  cpuMs: () => {
    const { user, system } = cpuUsage();
    return (user + system) / 1000;
  },
});

function serve(): void {
  // The event loop turns once between two packets, so that Node handles what the last one left behind
  // (immediates, the list of unhandled rejections).
  server.handle(channel.receive()).then(
    () => turn(serve),
    () => reallyExit.call(process, 70),
  );
}
serve();

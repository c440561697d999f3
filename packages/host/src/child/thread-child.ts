import process from 'node:process';
import { parentPort } from 'node:worker_threads';
import { MemoryMeter } from './memory-meter.js';
import { RealmServer } from './realm-server.js';

// What runs in a thread host. A packet is a string whose first character is the type.
const port = parentPort;
if (port === null) throw new Error('this file runs in a thread');

process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);

const post = port.postMessage.bind(port);
// No collector: a thread promises no limit on memory, so nothing is worth the time. No CPU time: it would be the whole
// service's.
const server = new RealmServer((type, text) => post(String.fromCharCode(type) + text), {
  memory: new MemoryMeter(undefined),
  cpuMs: undefined,
});
let last: Promise<void> = Promise.resolve();

port.on('message', (message: string) => {
  last = last.then(() => server.handle({ type: message.charCodeAt(0), text: message.slice(1) }));
});

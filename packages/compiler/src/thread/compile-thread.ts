// What the worker thread runs; bundled to one file, dist/compile-thread.cjs.
import { parentPort } from 'node:worker_threads';
import { compile } from '../compile.js';
import type { CompileJob } from './thread-compiler.js';

const port = parentPort;
if (!port) throw new Error('compile-thread runs as a worker thread');
port.on('message', ({ source, options }: CompileJob) => port.postMessage(compile(source, options)));
port.postMessage('ready');

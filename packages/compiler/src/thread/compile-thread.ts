// What the worker thread runs; bundled to one file, dist/compile-thread.cjs.
import { parentPort } from 'node:worker_threads';
import { compile } from '../compile.js';
import { compileGranted, linkSources } from '../modules/link-sources.js';
import type { CompileJob, JobOutcome } from './thread-compiler.js';

const port = parentPort;
if (!port) throw new Error('compile-thread runs as a worker thread');
port.on('message', (job: CompileJob) => port.postMessage(outcomeOf(job)));
port.postMessage('ready');

function outcomeOf(job: CompileJob): JobOutcome {
  if ('source' in job) return compile(job.source, job.options);
  if ('sources' in job) return linkSources(job.sources, job.options, job.grants);
  return compileGranted(job.module);
}
